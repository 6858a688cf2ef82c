package io.timeoutchain.auditor.collect;

import java.util.HashSet;
import java.util.Set;

/**
 * The wish to end early, which may come from any thread: whoever waits for an answer is woken, nothing more is asked, and what
 * was read already is kept.
 */
public final class Stop {

    private final Set<Thread> waiting = new HashSet<>();
    private boolean requested;

    /** Asks everybody to stop. */
    public synchronized void request() {
        requested = true;
        waiting.forEach(Thread::interrupt);
    }

    public synchronized boolean isRequested() {
        return requested;
    }

    /** From here until {@link #leave} the current thread may be interrupted; false if it need not begin. */
    synchronized boolean enter() {
        return !requested && waiting.add(Thread.currentThread());
    }

    synchronized void leave() {
        waiting.remove(Thread.currentThread());
        if (requested) {
            // The interrupt was for the waiting that is over: the thread goes on to put together what it has.
            Thread.interrupted();
        }
    }
}
