package io.timeoutchain.auditor.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.auditor.collect.Batches;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Publishes a report to AWS Security Hub, which has its own findings in each region.
 *
 * <p>A finding that is published again replaces itself, by its id. One that is gone is archived. What could not be told this
 * time is left as it is, and Security Hub forgets a finding that nobody updated for 90 days (<a
 * href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings.html">user guide</a>).
 */
public final class SecurityHub {

    /** <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html">So many at once</a>. */
    static final int BATCH = 100;

    /** The hubs of an account, one in each region. Findings are in the AWS Security Finding Format. */
    public interface Hubs {

        /**
         * Imports {@code findings}, 100 at most, into one region.
         *
         * @return those that were not taken
         * @throws CallFailed if none was
         */
        List<Refusal> send(String region, List<JsonNode> findings) throws CallFailed;

        /**
         * The findings of a region that are active and were imported for {@code account}'s own product, a page of them.
         *
         * @param generators how the ids of their generators begin
         * @param next what the page before named; empty for the first
         */
        Page<JsonNode> active(String region, String account, String generators, Optional<String> next)
                throws CallFailed;
    }

    /**
     * What became of the findings.
     *
     * @param imported how many were taken, by region
     * @param archived how many that were published before were archived, by region
     * @param refused those that were not taken
     * @param failed why a region took none of a batch, by region
     * @param unseen why not all that was published before could be looked up, by region
     */
    public record Outcome(
            Map<String, Integer> imported,
            Map<String, Integer> archived,
            List<Refusal> refused,
            Map<String, String> failed,
            Map<String, String> unseen) {

        public Outcome {
            imported = Collections.unmodifiableSortedMap(new TreeMap<>(imported));
            archived = Collections.unmodifiableSortedMap(new TreeMap<>(archived));
            refused = List.copyOf(refused);
            failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
            unseen = Collections.unmodifiableSortedMap(new TreeMap<>(unseen));
        }

        /** Whether every finding was taken, and every one that is gone archived. */
        public boolean isComplete() {
            return refused.isEmpty() && failed.isEmpty() && unseen.isEmpty();
        }
    }

    private final Hubs hubs;

    public SecurityHub(Hubs hubs) {
        this.hubs = hubs;
    }

    /**
     * Publishes {@code findings}, each in the region that its product's ARN names, and archives what is gone in every region
     * that was audited. A region that fails does not keep the others from theirs.
     *
     * @param findings a list in the AWS Security Finding Format
     * @param gone tells which of the findings that were published before are gone
     */
    public Outcome publish(JsonNode findings, Gone gone) {
        Map<String, List<JsonNode>> byRegion = new TreeMap<>();
        gone.regions().forEach(region -> byRegion.put(region, new ArrayList<>()));
        findings.forEach(finding -> byRegion.computeIfAbsent(region(finding), name -> new ArrayList<>())
                .add(finding));
        Run run = new Run(gone);
        byRegion.forEach(run::publish);
        return new Outcome(run.imported, run.archived, run.refused, run.failed, run.unseen);
    }

    /** One publication. */
    private final class Run {

        private final Gone gone;
        private final Map<String, Integer> imported = new TreeMap<>();
        private final Map<String, Integer> archived = new TreeMap<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final Map<String, String> failed = new TreeMap<>();
        private final Map<String, String> unseen = new TreeMap<>();

        Run(Gone gone) {
            this.gone = gone;
        }

        void publish(String region, List<JsonNode> findings) {
            try {
                send(region, findings, imported);
                send(region, goneFrom(region, findings.isEmpty()), archived);
            } catch (CallFailed e) {
                failed.put(region, e.said());
            }
        }

        private void send(String region, List<JsonNode> findings, Map<String, Integer> taken) throws CallFailed {
            for (List<JsonNode> batch : Batches.of(findings, BATCH)) {
                List<Refusal> not = hubs.send(region, batch);
                refused.addAll(not);
                taken.merge(region, batch.size() - not.size(), Integer::sum);
            }
        }

        /**
         * What is gone, archived. It is told of each finding by itself, so that the pages before one that fails count.
         *
         * @param mayBeOff whether nothing was published here, so that there need not be a hub
         */
        private List<JsonNode> goneFrom(String region, boolean mayBeOff) {
            List<JsonNode> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            try {
                do {
                    Page<JsonNode> page = hubs.active(region, gone.account(), Gone.PREFIX, next);
                    page.items().stream()
                            .filter(finding -> gone.is(region, finding))
                            .map(gone::archived)
                            .forEach(found::add);
                    next = page.next();
                } while (next.isPresent());
            } catch (CallFailed e) {
                if (!(mayBeOff && e.kind() == CallFailed.Kind.NOT_ENABLED)) {
                    unseen.put(region, e.said());
                }
            }
            return found;
        }
    }

    /** {@code arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default}. */
    private static String region(JsonNode finding) {
        return finding.path("ProductArn").asText().split(":", -1)[3];
    }
}
