package io.timeoutchain.auditor.assemble;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a configuration was edited after the process that it is for read it, and what follows: a file that the process
 * has not read does not tell what is in force.
 */
final class ReloadPending {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private ReloadPending() {}

    /**
     * Compares a file's change with the time at which the process read its files.
     *
     * @param host where, for the gap
     * @param what whose configuration, in words
     * @param file the file that was changed last
     * @param changed when it was changed, to the second
     * @param read when the process read it, where that is known
     */
    static Reading<Boolean> reading(String host, String what, String file, Instant changed, Optional<Instant> read) {
        if (read.isEmpty()) {
            return Reading.unread(new Gap(
                    Text.of("time at which %s on %s read its configuration", what, host),
                    Text.of("the start times of its processes were not read"),
                    Text.of("let the host script run as root")));
        }
        Source source = new Source(Text.of(
                "%s on %s was changed at %s, %s read its configuration at %s", file, host, changed, what, read.get()));
        return Reading.stated(isAfter(changed, read.get()), source);
    }

    /**
     * Tells whether a file was surely changed after a process read it. A file's time is cut to the second, and so are both
     * the time of boot and the time since then of which a process's start is the sum: a file that was written just before
     * its process started can look up to two seconds younger.
     */
    static boolean isAfter(Instant changed, Instant read) {
        return !changed.isBefore(read.plus(CLOCKS_DIFFER));
    }

    /** {@code party} with {@code edited} as a trait and, if it was edited, with nothing of the file taken for granted. */
    static Party applied(Party party, Reading<Boolean> edited, String host) {
        boolean pending = edited.known().orElse(false);
        Party read = pending
                ? party.forgotten(new Gap(
                        Text.of("configuration of %s on %s", party.product().id(), host),
                        Text.of(
                                "reload pending: the files were edited after the running process read them, so they do not tell what is in force"),
                        Text.of("reload %s, then audit again", party.product().id())))
                : party;
        return read.with(Trait.EDITED_SINCE_READ, edited);
    }
}
