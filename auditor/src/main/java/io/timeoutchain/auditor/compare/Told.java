package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.Report;
import java.util.List;
import java.util.Optional;

/**
 * What a report told, as far as another one is compared with it.
 *
 * @param schema the report's shape
 * @param tool what wrote it
 * @param scope what it looked at
 * @param findings what it found
 * @param undecided what it could not decide
 */
public record Told(String schema, Report.Tool tool, Scope scope, List<Sighting> findings, List<Open> undecided) {

    public Told {
        findings = List.copyOf(findings);
        undecided = List.copyOf(undecided);
    }

    /**
     * What was looked at.
     *
     * @param account the AWS account
     * @param regions its regions
     * @param seen what was seen whole; a report that does not say so proves of nothing that it is fixed
     */
    public record Scope(String account, List<String> regions, Optional<List<Report.Seen>> seen) {
        public Scope {
            regions = List.copyOf(regions);
            seen = seen.map(List::copyOf);
        }
    }

    /** A rule that could not be judged at a place. */
    public record Open(
            String rule,
            String loadBalancerArn,
            String targetGroupArn,
            Optional<String> caller,
            Optional<String> callee,
            List<Missing> gaps) {
        public Open {
            gaps = List.copyOf(gaps);
        }
    }

    /** What was missing, and why. */
    public record Missing(String subject, String cause) {}
}
