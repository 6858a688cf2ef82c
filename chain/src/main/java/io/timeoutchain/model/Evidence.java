package io.timeoutchain.model;

import java.time.Instant;

/**
 * Something seen in a log that speaks for a defect: what, how often, and when first and last. The lines themselves are
 * never kept; they may hold what is nobody's business.
 *
 * @param kind what was seen
 * @param host where: an instance id
 * @param count how often; at least 1
 * @param first when it was first seen in the period that was looked at
 * @param last when it was last seen
 */
public record Evidence(EvidenceKind kind, String host, long count, Instant first, Instant last) {

    public Evidence {
        if (count < 1) {
            throw new IllegalArgumentException("evidence that was not seen is none");
        }
    }
}
