package io.timeoutchain.auditor.scheduled;

/** Where people hear of news. */
public interface Outlet {

    /** Publishes {@code message}; a failure is let out. */
    void publish(Message message);
}
