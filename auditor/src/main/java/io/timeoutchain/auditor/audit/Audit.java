package io.timeoutchain.auditor.audit;

import io.timeoutchain.auditor.assemble.Assembler;
import io.timeoutchain.auditor.assemble.Assembly;
import io.timeoutchain.auditor.collect.Cloud;
import io.timeoutchain.auditor.collect.Collect;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.HostQuestion;
import io.timeoutchain.auditor.collect.Progress;
import io.timeoutchain.auditor.collect.Stop;
import io.timeoutchain.auditor.collect.Time;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.host.HostAnswer;
import io.timeoutchain.auditor.host.HostScript;
import io.timeoutchain.auditor.report.HostNames;
import io.timeoutchain.auditor.report.LoadBalancerRepair;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.SetAside;
import io.timeoutchain.auditor.snapshot.CallFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Gap;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The two halves of an audit, which the command line and the scheduled audit have in common. */
public final class Audit {

    /** What a report calls this program. */
    private static final String NAME = "Timeout Chain";

    private Audit() {}

    /**
     * Reads an account.
     *
     * @throws CollectFailure if nothing could be read at all
     */
    public static Snapshot snapshot(Cloud cloud, CollectOptions options, Progress progress) throws CollectFailure {
        return snapshot(cloud, options, progress, new Stop());
    }

    /**
     * Reads an account until it is read, or until {@code stop} ends that: what was not read by then is a gap.
     *
     * @throws CollectFailure if nothing could be read at all
     */
    public static Snapshot snapshot(Cloud cloud, CollectOptions options, Progress progress, Stop stop)
            throws CollectFailure {
        return new Collect(cloud, options, new Question(), progress, Time.system(), version(), stop).snapshot();
    }

    /** This program and its version. */
    public static Report.Tool tool() {
        return new Report.Tool(NAME, version());
    }

    /** The version that the build wrote into the jar. */
    public static String version() {
        return Optional.ofNullable(Audit.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** As {@link #report(Snapshot, Configuration, LocalDate)}, on the day of the snapshot. */
    public static Report report(Snapshot snapshot, Configuration configuration) {
        return report(snapshot, configuration, LocalDate.ofInstant(snapshot.takenAt(), ZoneOffset.UTC));
    }

    /**
     * From a snapshot to a report: assemble, judge, put together, set aside what is suppressed. Depends on nothing else, so
     * it can be done again.
     *
     * @param today the day, in UTC, on which suppressions must not have expired
     */
    public static Report report(Snapshot snapshot, Configuration configuration, LocalDate today) {
        return Suppressing.by(configuration, today).of(judged(snapshot, configuration));
    }

    private static Report judged(Snapshot snapshot, Configuration configuration) {
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
                tool(),
                snapshot.takenAt(),
                new Report.Scope(
                        snapshot.account(),
                        snapshot.regions().stream().map(RegionSnapshot::region).toList(),
                        snapshot.regions().stream()
                                .mapToInt(region -> region.loadBalancers().size())
                                .sum(),
                        assembly.hosts(),
                        names(snapshot),
                        Seen.of(snapshot, assembly)),
                assembly.groups(),
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
                                .orElse(Duration.ZERO)),
                SetAside.NOTHING);
    }

    private static HostNames names(Snapshot snapshot) {
        SortedMap<String, String> names = new TreeMap<>();
        snapshot.regions().stream()
                .flatMap(region -> region.instances().stream())
                .forEach(instance -> instance.name().ifPresent(name -> names.put(instance.id(), name)));
        return new HostNames(names);
    }

    /** The host script as the collector asks it. */
    private static final class Question implements HostQuestion {
        @Override
        public String script(SortedSet<Integer> ports, String measure) {
            return HostScript.bundled().text(ports, measure);
        }

        @Override
        public boolean isComplete(String output) {
            return HostAnswer.decode(output) instanceof HostAnswer.Complete;
        }
    }
}
