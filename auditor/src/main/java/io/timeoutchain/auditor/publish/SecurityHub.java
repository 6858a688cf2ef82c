package io.timeoutchain.auditor.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Publishes a report to AWS Security Hub, which has its own findings in each region.
 *
 * <p>A finding that is published again replaces itself, by its id. One that is gone is not taken back: what could not be
 * told this time is no reason to, and Security Hub forgets a finding that nobody updated for 90 days (<a
 * href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings.html">user guide</a>).
 */
public final class SecurityHub {

    /** <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html">So many at once</a>. */
    static final int BATCH = 100;

    /** Imports findings, 100 at most, into one region. */
    @FunctionalInterface
    public interface Import {

        /**
         * Sends {@code findings}, in the AWS Security Finding Format.
         *
         * @return those that were not taken
         * @throws CallFailed if none was
         */
        List<Refusal> send(String region, List<JsonNode> findings) throws CallFailed;
    }

    /**
     * What became of the findings.
     *
     * @param taken how many were taken, by region
     * @param refused those that were not
     * @param failed why a region took none of a batch, by region
     */
    public record Outcome(Map<String, Integer> taken, List<Refusal> refused, Map<String, String> failed) {

        public Outcome {
            taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
            refused = List.copyOf(refused);
            failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
        }

        /** Whether every finding was taken. */
        public boolean isComplete() {
            return refused.isEmpty() && failed.isEmpty();
        }
    }

    private final Import sender;

    public SecurityHub(Import sender) {
        this.sender = sender;
    }

    /**
     * Publishes {@code findings}, each in the region that its product's ARN names. A region that fails does not keep the
     * others from theirs.
     *
     * @param findings a list in the AWS Security Finding Format
     */
    public Outcome publish(JsonNode findings) {
        Map<String, List<JsonNode>> byRegion = new TreeMap<>();
        findings.forEach(finding -> byRegion.computeIfAbsent(region(finding), name -> new ArrayList<>())
                .add(finding));
        Map<String, Integer> taken = new TreeMap<>();
        List<Refusal> refused = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        byRegion.forEach((region, all) -> {
            for (int from = 0; from < all.size() && !failed.containsKey(region); from += BATCH) {
                List<JsonNode> batch = all.subList(from, Math.min(from + BATCH, all.size()));
                try {
                    List<Refusal> not = sender.send(region, batch);
                    refused.addAll(not);
                    taken.merge(region, batch.size() - not.size(), Integer::sum);
                } catch (CallFailed e) {
                    failed.put(region, e.said());
                }
            }
        });
        return new Outcome(taken, refused, failed);
    }

    /** {@code arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default}. */
    private static String region(JsonNode finding) {
        return finding.path("ProductArn").asText().split(":", -1)[3];
    }
}
