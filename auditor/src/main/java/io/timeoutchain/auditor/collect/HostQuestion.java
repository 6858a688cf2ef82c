package io.timeoutchain.auditor.collect;

import java.util.SortedSet;

/** What a host is asked: a script, and how to tell that its answer is whole. */
public interface HostQuestion {

    /**
     * The POSIX shell script that looks at who listens on {@code ports}; it only reads.
     *
     * @param measure what it shall measure too: seconds to wait, then ports with paths; or empty text
     */
    String script(SortedSet<Integer> ports, String measure);

    /** Whether {@code output} is all that the script had to print. */
    boolean isComplete(String output);
}
