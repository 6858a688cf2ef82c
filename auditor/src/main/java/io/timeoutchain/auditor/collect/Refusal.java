package io.timeoutchain.auditor.collect;

/**
 * A finding that a service did not take.
 *
 * @param id the finding
 * @param why what the service said
 */
public record Refusal(String id, String why) {}
