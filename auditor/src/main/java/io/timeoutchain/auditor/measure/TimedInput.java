package io.timeoutchain.auditor.measure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes in on a socket until a moment after which nobody waits any more. */
final class TimedInput {

    private final Socket socket;
    private final InputStream input;
    private long started;
    private long until;

    /** Waits for at most {@code max} from now. */
    TimedInput(Socket socket, Duration max) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        startOver(System.nanoTime(), max);
    }

    /**
     * Waits, from here on, for at most {@code max} from another moment.
     *
     * @param moment as {@link System#nanoTime()} gave it
     */
    void startOver(long moment, Duration max) {
        started = moment;
        until = moment + max.toNanos();
    }

    /**
     * The next byte, or -1 at the end.
     *
     * @throws SocketTimeoutException when the wait is over
     */
    int read() throws IOException {
        long left = Math.ceilDiv(until - System.nanoTime(), 1_000_000L);
        if (left <= 0) {
            throw new SocketTimeoutException("the wait is over");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return input.read();
    }

    /** The time since the wait began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
