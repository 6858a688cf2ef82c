/**
 * The raw facts read from AWS and from the hosts, as they were given: nothing is interpreted here. A snapshot is storable
 * ({@link io.timeoutchain.auditor.snapshot.SnapshotCodec}), so that every finding can be replayed from it, and a better
 * reader can be run on an old one.
 */
@NullMarked
package io.timeoutchain.auditor.snapshot;

import org.jspecify.annotations.NullMarked;
