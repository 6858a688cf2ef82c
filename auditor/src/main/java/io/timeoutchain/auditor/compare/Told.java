package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.HostNames;
import io.timeoutchain.auditor.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a report told, as far as another one is compared with it.
 *
 * @param schema the report's shape
 * @param tool what wrote it
 * @param scope what it looked at
 * @param findings what it found
 * @param undecided what it could not decide
 * @param suppressed what it found, but somebody decided to live with; older reports do not say
 * @param known what it found, but its own baseline knew; older reports do not say
 */
public record Told(
        String schema,
        Report.Tool tool,
        Scope scope,
        List<Sighting> findings,
        List<Open> undecided,
        Optional<List<Sighting>> suppressed,
        Optional<List<Sighting>> known) {

    public Told {
        findings = List.copyOf(findings);
        undecided = List.copyOf(undecided);
        suppressed = suppressed.map(List::copyOf);
        known = known.map(List::copyOf);
    }

    /** Everything that was found and is not suppressed, be it new or known. */
    public List<Sighting> open() {
        return Stream.concat(findings.stream(), known.orElse(List.of()).stream())
                .toList();
    }

    /**
     * What was looked at.
     *
     * @param account the AWS account
     * @param regions its regions
     * @param hostNames what people call the hosts; older reports do not say
     * @param seen what was seen whole; a report that does not say so proves of nothing that it is fixed
     */
    public record Scope(
            String account, List<String> regions, Optional<HostNames> hostNames, Optional<List<Report.Seen>> seen) {
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
