package io.timeoutchain.product;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Whereabouts;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a party says, as the lines that make it say so. */
public final class WrittenLines {

    private WrittenLines() {}

    /**
     * One line for each stated timer of {@code party} that ends and that somebody can set, in their order. A default is
     * not written: nobody stated it.
     *
     * @param wanted which settings
     */
    public static List<String> of(Party party, Predicate<Setting> wanted) {
        return of(party, wanted, Whereabouts.VARIABLES);
    }

    private static List<String> of(Party party, Predicate<Setting> wanted, Whereabouts at) {
        return party.timers().entrySet().stream()
                .filter(entry -> entry.getKey().isSettable() && wanted.test(entry.getKey()))
                .flatMap(entry -> line(new Timer(entry.getKey(), entry.getValue()), at))
                .toList();
    }

    /** As {@link #of(Party, Predicate)}, of all settings. */
    public static List<String> of(Party party) {
        return of(party, setting -> true);
    }

    /** As {@link #of(Party)}, of what {@code at} names. */
    public static List<String> of(Party party, Whereabouts at) {
        return of(party, setting -> true, at);
    }

    private static Stream<String> line(Timer timer, Whereabouts at) {
        return timer.reading() instanceof Reading.Stated<Bound>
                ? timer.ends().flatMap(end -> timer.setting().writtenAs(end, at)).stream()
                : Stream.of();
    }
}
