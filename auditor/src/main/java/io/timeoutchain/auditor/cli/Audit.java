package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.assemble.Assembler;
import io.timeoutchain.auditor.assemble.Assembly;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.report.LoadBalancerRepair;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.CallFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Gap;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** From a snapshot to a report: assemble, judge, put together. Depends on nothing else, so it can be done again. */
final class Audit {

    private Audit() {}

    static Report report(Snapshot snapshot, Configuration configuration) {
        Assembly assembly = new Assembler(configuration).assemble(snapshot);
        List<LoadBalancerRepair> repairs = LoadBalancerRepair.of(assembly.groups(), configuration.policy());
        Judgement judgement = LoadBalancerRepair.shownIn(
                new Judge(Rules.all(), configuration.policy()).judge(assembly.groups()), repairs);
        List<Gap> gaps = Stream.concat(
                        assembly.gaps().stream(), judgement.undecided().stream().flatMap(open -> open.gaps().stream()))
                .distinct()
                .toList();
        List<CallFacts> calls =
                snapshot.regions().stream().map(RegionSnapshot::calls).toList();
        return new Report(
                Version.tool(),
                new Report.Scope(
                        snapshot.account(),
                        snapshot.regions().stream().map(RegionSnapshot::region).toList(),
                        snapshot.regions().stream()
                                .mapToInt(region -> region.loadBalancers().size())
                                .sum(),
                        assembly.hosts()),
                judgement,
                repairs,
                gaps,
                assembly.notes(),
                new Report.Calls(
                        calls.stream().mapToInt(CallFacts::planned).sum(),
                        calls.stream().mapToInt(CallFacts::made).sum(),
                        calls.stream().mapToInt(CallFacts::throttled).sum(),
                        // Regions are read side by side: the slowest took as long as all.
                        calls.stream()
                                .map(CallFacts::took)
                                .max(Comparator.naturalOrder())
                                .orElse(Duration.ZERO)));
    }
}
