package io.timeoutchain.model;

/**
 * One party, seen in its chain.
 *
 * @param chain the whole chain
 * @param party one of its parties, or one that stands beside it
 */
public record Member(Chain chain, Party party) {}
