package io.timeoutchain.product.client;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.Declared;

/** Reads a client from what the user declared: whole seconds, or {@code never} where it waits without an end. */
public final class ClientReader {

    private ClientReader() {}

    /** The client with the declared values; a timer that is not declared is a gap. */
    public static Party party(Attributes declared) {
        PartyBuilder party = Party.of(Product.CLIENT);
        ClientSettings.ALL.forEach(
                setting -> party.timer(setting, Declared.secondsOrNever(declared, setting, "never")));
        Reading<Bound> keepAlive = Declared.secondsOrNever(declared, ClientSettings.KEEP_ALIVE, "never");
        return party.trait(Trait.REUSES_CONNECTIONS, Declared.reuses(keepAlive)).build();
    }
}
