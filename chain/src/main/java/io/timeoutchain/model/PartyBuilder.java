package io.timeoutchain.model;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers what is read of one party. */
public final class PartyBuilder {

    private final Product product;
    private final Map<Setting, Reading<Bound>> timers = new LinkedHashMap<>();
    private final Map<Trait, Reading<Boolean>> traits = new EnumMap<>(Trait.class);
    private final Map<Quantity, Reading<Long>> quantities = new EnumMap<>(Quantity.class);
    private String version = "";

    PartyBuilder(Product product) {
        this.product = product;
    }

    public PartyBuilder version(String text) {
        version = text;
        return this;
    }

    public PartyBuilder timer(Setting setting, Reading<Bound> reading) {
        timers.put(setting, reading);
        return this;
    }

    public PartyBuilder trait(Trait trait, Reading<Boolean> reading) {
        traits.put(trait, reading);
        return this;
    }

    public PartyBuilder quantity(Quantity quantity, Reading<Long> reading) {
        quantities.put(quantity, reading);
        return this;
    }

    public Party build() {
        return new Party(product, version, timers, traits, quantities);
    }
}
