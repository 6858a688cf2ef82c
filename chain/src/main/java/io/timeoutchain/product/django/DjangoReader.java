package io.timeoutchain.product.django;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.Declared;

/** Reads a Django application from what the user declared: whole seconds, or {@code None} for "no limit". */
public final class DjangoReader {

    private DjangoReader() {}

    /** The application with the declared values; a setting that is not declared is a gap. */
    public static Party party(Attributes declared) {
        PartyBuilder party = Party.of(Product.DJANGO);
        DjangoSettings.ALL.forEach(setting -> party.timer(setting, Declared.secondsOrNever(declared, setting, "None")));
        Reading<Bound> maxAge = Declared.secondsOrNever(declared, DjangoSettings.CONN_MAX_AGE, "None");
        return party.trait(Trait.REUSES_CONNECTIONS, Declared.reuses(maxAge)).build();
    }
}
