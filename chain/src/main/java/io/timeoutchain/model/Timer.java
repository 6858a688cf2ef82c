package io.timeoutchain.model;

/** A setting together with what was read of it. */
public record Timer(Setting setting, Reading<Bound> reading) {}
