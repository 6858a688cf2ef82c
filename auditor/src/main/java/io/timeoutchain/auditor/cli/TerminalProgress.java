package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Progress;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells on standard error what is to come and, on a terminal, how far it has come and how long it still takes. */
final class TerminalProgress implements Progress, AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int USUAL_COLUMNS = 80;

    /** Before so many calls nothing can be said of their pace. */
    private static final int TELLING = 10;

    /** How much to tell. */
    enum Amount {
        NOTHING,
        HOW_FAR,
        EVERY_CALL
    }

    private final PrintWriter err;
    private final Amount amount;
    private final boolean onTerminal;
    private final int columns;
    private final Phrases phrases;
    private final LongSupplier nanos;

    private int made;
    private int madeBefore;
    private int planned;
    private Duration estimate = Duration.ZERO;
    private long plannedAt;
    private boolean standing;

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    TerminalProgress(PrintWriter err, Amount amount, Terminal terminal, Phrases phrases, LongSupplier nanos) {
        this.err = err;
        this.amount = amount;
        this.onTerminal = terminal.err();
        this.columns = terminal.columns().orElse(USUAL_COLUMNS);
        this.phrases = phrases;
        this.nanos = nanos;
    }

    @Override
    public synchronized void planned(int calls, Duration atLeast) {
        if (amount == Amount.NOTHING) {
            return;
        }
        planned = calls;
        estimate = atLeast;
        plannedAt = nanos.getAsLong();
        madeBefore = made;
        line(Text.of(
                "About %d API calls, at least %d s at the share of the API quota that may be used.",
                calls, atLeast.toSeconds()));
    }

    @Override
    public synchronized void step(String region, String name, int done, int total) {
        if (amount != Amount.NOTHING && onTerminal) {
            String far = phrases.say(Text.of(
                    "%s: %s %d of %d · %d of about %d calls%s",
                    region, Text.recorded(name), done, total, made, Math.max(planned, made), left()));
            // A line that wraps could not be cleared.
            err.print(CLEAR_LINE + PlainText.clippedTo(far, columns - 1));
            err.flush();
            standing = true;
        }
    }

    @Override
    public synchronized void call(String region, AwsAction action, Duration took, Optional<CallFailed> failure) {
        made++;
        if (amount == Amount.EVERY_CALL) {
            line(Text.of(
                    "%s%s %s s%s",
                    region.isEmpty() ? "" : region + ": ",
                    action.iamName(),
                    String.format(Locale.ROOT, "%.2f", took.toMillis() / 1000.0),
                    failure.<Object>map(failed -> Text.of(", failed: %s", Text.recorded(failed.said())))
                            .orElse("")));
        }
    }

    /** Tells that the end was asked for. */
    synchronized void stopping() {
        line(Text.of("Stopping: what was read so far is judged. Ctrl-C again ends at once."));
    }

    /** Takes away the line that stands. */
    @Override
    public synchronized void close() {
        clear();
        err.flush();
    }

    /** The time left at the pace so far, and no less than the quota demands; nothing where neither can be told. */
    private Text left() {
        if (planned == 0) {
            return Text.verbatim("");
        }
        double elapsed = (nanos.getAsLong() - plannedAt) / 1e9;
        int since = made - madeBefore;
        double byQuota = estimate.toSeconds() - elapsed;
        double byPace = since < TELLING ? 0 : elapsed * Math.max(0, planned - made) / since;
        long seconds = Math.round(Math.max(byQuota, byPace));
        if (seconds <= 0) {
            return Text.verbatim("");
        }
        return seconds < 90
                ? Text.of(" · about %d s left", seconds)
                : Text.of(" · about %d min left", (seconds + 30) / 60);
    }

    private void line(Text text) {
        clear();
        err.println(phrases.sentence(text));
        err.flush();
    }

    private void clear() {
        if (standing) {
            err.print(CLEAR_LINE);
            standing = false;
        }
    }
}
