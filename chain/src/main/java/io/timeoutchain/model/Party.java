package io.timeoutchain.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One waiter of a chain, or somebody beside it whose timers act on it: everything that was read, and everything that
 * could not be.
 *
 * @param product what it is
 * @param version its version as the product prints it, or empty text where it has none or none was read
 * @param timers what was read of its settings, by setting. A setting that this party does not have is absent; one that
 *     it has but that was not obtained is {@link Reading.Unread}
 * @param traits yes-or-no facts; absent means that the question does not arise for this product
 * @param quantities counts and sizes; absent likewise
 */
public record Party(
        Product product,
        String version,
        Map<Setting, Reading<Bound>> timers,
        Map<Trait, Reading<Boolean>> traits,
        Map<Quantity, Reading<Long>> quantities) {

    public Party {
        timers.keySet().forEach(setting -> {
            if (setting.product() != product) {
                throw new IllegalArgumentException(setting.name() + " is no setting of " + product.id());
            }
        });
        timers = Collections.unmodifiableMap(new LinkedHashMap<>(timers));
        traits = Collections.unmodifiableMap(new TreeMap<>(traits));
        quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
    }

    /** The timers of this party that play {@code role}, in the order in which they were read. */
    public List<Timer> timers(Role role) {
        List<Timer> playing = new ArrayList<>(2);
        timers.forEach((setting, reading) -> {
            if (setting.plays(role)) {
                playing.add(new Timer(setting, reading));
            }
        });
        return Collections.unmodifiableList(playing);
    }

    public boolean is(Product other) {
        return product == other;
    }

    /** Tells whether {@code trait} is known to be so. */
    public boolean surely(Trait trait) {
        return answers(trait, true);
    }

    /** Tells whether {@code trait} is known not to be so. */
    public boolean surelyNot(Trait trait) {
        return answers(trait, false);
    }

    private boolean answers(Trait trait, boolean answer) {
        Reading<Boolean> reading = traits.get(trait);
        return reading != null
                && reading.known().filter(known -> known == answer).isPresent();
    }

    /** What is missing to answer the given questions about this party. */
    public List<Gap> missing(Trait... questions) {
        return List.of(questions).stream()
                .map(traits::get)
                .filter(reading -> reading != null)
                .flatMap(reading -> reading.missing().stream())
                .distinct()
                .toList();
    }

    /** Everything that could not be read of this party. */
    public List<Gap> gaps() {
        return Stream.<Collection<? extends Reading<?>>>of(timers.values(), traits.values(), quantities.values())
                .flatMap(Collection::stream)
                .flatMap(reading -> reading.missing().stream())
                .distinct()
                .toList();
    }

    /** This party with one more answer, or another one. */
    public Party with(Trait trait, Reading<Boolean> answer) {
        Map<Trait, Reading<Boolean>> more = new TreeMap<>(traits);
        more.put(trait, answer);
        return new Party(product, version, timers, more, quantities);
    }

    /** This party with one more count or size, or another one. */
    public Party with(Quantity quantity, Reading<Long> reading) {
        Map<Quantity, Reading<Long>> more = new TreeMap<>(quantities);
        more.put(quantity, reading);
        return new Party(product, version, timers, traits, more);
    }

    /** This party with the same settings and questions, of which, for the reason that {@code gap} gives, none is known. */
    public Party forgotten(Gap gap) {
        PartyBuilder unread = of(product).version(version);
        timers.keySet().forEach(setting -> unread.timer(setting, Reading.unread(gap)));
        traits.keySet().forEach(trait -> unread.trait(trait, Reading.unread(gap)));
        quantities.keySet().forEach(quantity -> unread.quantity(quantity, Reading.unread(gap)));
        return unread.build();
    }

    /** This party with every gap replaced by what {@code change} makes of it. */
    public Party mapGaps(UnaryOperator<Gap> change) {
        PartyBuilder changed = of(product).version(version);
        timers.forEach((setting, reading) -> changed.timer(setting, reading.mapGap(change)));
        traits.forEach((trait, reading) -> changed.trait(trait, reading.mapGap(change)));
        quantities.forEach((quantity, reading) -> changed.quantity(quantity, reading.mapGap(change)));
        return changed.build();
    }

    /** Starts a party of which nothing is known yet. */
    public static PartyBuilder of(Product product) {
        return new PartyBuilder(product);
    }

    /** A party that is there but of which nothing could be learnt, for the reason that {@code gap} gives. */
    public static Party unknown(Gap gap) {
        return of(Product.UNKNOWN).timer(UNKNOWN_TIMER, Reading.unread(gap)).build();
    }

    /** This unknown party, of which one thing was measured all the same: how long it keeps idle connections. */
    public Party keepingAlive(Reading<Bound> keepAlive) {
        PartyBuilder measured = of(product).timer(UNKNOWN_KEEP_ALIVE, keepAlive);
        timers.values().forEach(unread -> measured.timer(OTHER_UNKNOWN_TIMER, unread));
        traits.forEach(measured::trait);
        return measured.build();
    }

    /** Stands for every timer of an unknown party, so that its gap is never lost. */
    private static final Setting UNKNOWN_TIMER =
            new Setting(Product.UNKNOWN, "every timer", EnumSet.allOf(Role.class), Optional.empty(), List.of());

    private static final Setting UNKNOWN_KEEP_ALIVE = Setting.fixed(Product.UNKNOWN, "keep-alive", Role.KEEP_ALIVE);

    private static final Setting OTHER_UNKNOWN_TIMER = new Setting(
            Product.UNKNOWN,
            "every other timer",
            EnumSet.complementOf(EnumSet.of(Role.KEEP_ALIVE)),
            Optional.empty(),
            List.of());
}
