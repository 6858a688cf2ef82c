package io.timeoutchain.product.django;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.Declared;
import java.util.Optional;
import java.util.Set;

/** Reads a Django application from what the user declared: whole seconds, or {@code None} for "no limit". */
public final class DjangoReader {

    private static final Set<Setting> OPTIONAL =
            Set.of(DjangoSettings.REQUEST_LIMIT, DjangoSettings.SESSION_COOKIE_AGE);

    private DjangoReader() {}

    /**
     * The application with the declared values. Django itself ends no request, and how long a login lasts is no matter of
     * connections: these two are absent where they are not declared. Any other setting that is not declared is a gap.
     */
    public static Party party(Attributes declared) {
        PartyBuilder party = Party.of(Product.DJANGO);
        for (Setting setting : DjangoSettings.ALL) {
            Reading<Bound> reading = Declared.secondsOrNever(declared, setting, "None");
            boolean declaredOrNeeded =
                    !OPTIONAL.contains(setting) || !reading.missing().equals(Optional.of(Declared.undeclared(setting)));
            if (declaredOrNeeded) {
                party.timer(setting, reading);
            }
        }
        Reading<Bound> maxAge = Declared.secondsOrNever(declared, DjangoSettings.CONN_MAX_AGE, "None");
        return party.trait(Trait.REUSES_CONNECTIONS, Declared.reuses(maxAge)).build();
    }
}
