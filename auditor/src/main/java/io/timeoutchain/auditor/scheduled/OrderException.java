package io.timeoutchain.auditor.scheduled;

import java.util.List;

/** An event or an environment with which no run can begin. The message tells everything that is wrong with it. */
public final class OrderException extends Exception {

    private static final long serialVersionUID = 1L;

    public OrderException(List<String> problems) {
        super("The scheduled audit cannot begin:\n  " + String.join("\n  ", problems));
    }
}
