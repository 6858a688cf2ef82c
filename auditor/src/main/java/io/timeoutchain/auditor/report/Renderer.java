package io.timeoutchain.auditor.report;

/** A way to write a report down. */
public interface Renderer {

    /** The whole report as text, ending with a newline. */
    String render(Report report);
}
