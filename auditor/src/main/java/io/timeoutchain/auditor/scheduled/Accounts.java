package io.timeoutchain.auditor.scheduled;

import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.snapshot.Snapshot;

/** The accounts that can be read. */
public interface Accounts {

    /**
     * Reads an account, as the role that {@code options} names.
     *
     * @throws CollectFailure if nothing could be read at all
     */
    Snapshot read(CollectOptions options) throws CollectFailure;
}
