package io.timeoutchain.auditor.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * Everything one run of the collector obtained from one account, and what it could not obtain.
 *
 * @param schema the version of this record's shape, {@link SnapshotCodec#SCHEMA} when written by this version
 * @param toolVersion the version of the tool that collected it
 * @param takenAt when collecting ended
 * @param account the account's twelve digits, or {@code unknown} where nothing named it
 * @param regions what was found in each region, sorted by region
 */
public record Snapshot(
        String schema, String toolVersion, Instant takenAt, String account, List<RegionSnapshot> regions) {

    public Snapshot {
        regions = List.copyOf(regions);
    }
}
