package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Party;
import io.timeoutchain.product.WrittenLines;

/** Writes a configuration file of gunicorn that has given timers; {@link GunicornReader} reads the same timers back. */
public final class GunicornWriter {

    /** As many requests at a time as gthread workers are usually given; with one it would be another class. */
    private static final int THREADS = 4;

    private GunicornWriter() {}

    /**
     * The text of {@code gunicorn.conf.py}.
     *
     * @param gunicorn the timers that are to be stated
     * @param workerClass what {@code worker_class} says: {@code sync}, {@code gthread}
     * @param bind where it listens: {@code 127.0.0.1:8000}
     */
    public static String write(Party gunicorn, String workerClass, String bind) {
        StringBuilder text = new StringBuilder("bind = \"%s\"\nworker_class = \"%s\"\n".formatted(bind, workerClass));
        if (workerClass.equals("gthread")) {
            text.append("threads = ").append(THREADS).append('\n');
        }
        WrittenLines.of(gunicorn).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
