package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything one audit has to say.
 *
 * @param tool what wrote it
 * @param takenAt when what it judges was read
 * @param scope what was looked at
 * @param groups the target groups that were judged, with their chains
 * @param judgement what the rules said
 * @param repairs what to change behind each load balancer behind which a rule is broken
 * @param gaps everything that was not obtained, each once
 * @param notes what the reader should know that is neither finding nor gap: parties that nobody declared
 * @param calls what collecting cost
 * @param setAside what was found but does not count; the findings of {@code judgement} are the others
 */
public record Report(
        Tool tool,
        Instant takenAt,
        Scope scope,
        List<TargetGroup> groups,
        Judgement judgement,
        List<LoadBalancerRepair> repairs,
        List<Gap> gaps,
        List<Text> notes,
        Calls calls,
        SetAside setAside) {

    public Report {
        groups = List.copyOf(groups);
        repairs = List.copyOf(repairs);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
    }

    /**
     * The same report with findings set aside: only {@code counting} counts, and what there is to say of it joins the notes.
     * What does not count asks for no change: the repairs are those for the sake of the others.
     *
     * @param policy by which the report was judged
     */
    public Report with(List<Finding> counting, SetAside aside, List<Text> more, JudgePolicy policy) {
        List<LoadBalancerRepair> serving =
                LoadBalancerRepair.serving(counting, aside.findings(), repairs, groups, policy);
        return new Report(
                tool,
                takenAt,
                scope,
                groups,
                LoadBalancerRepair.shownIn(
                        new Judgement(
                                counting,
                                judgement.undecided(),
                                judgement.totals(),
                                judgement.faults(),
                                judgement.answers()),
                        serving),
                serving,
                gaps,
                Stream.concat(notes.stream(), more.stream()).toList(),
                calls,
                aside);
    }

    /** The program and its version. */
    public record Tool(String name, String version) {}

    /**
     * What was looked at.
     *
     * @param account the AWS account
     * @param regions its regions
     * @param loadBalancers how many load balancers
     * @param hosts how many instances behind them
     * @param hostNames what people call the hosts
     * @param seen each load balancer, and what of it was seen whole
     */
    public record Scope(
            String account, List<String> regions, int loadBalancers, int hosts, HostNames hostNames, List<Seen> seen) {
        public Scope {
            regions = List.copyOf(regions);
            seen = List.copyOf(seen);
        }
    }

    /**
     * How much of a load balancer was seen. A defect that a report does not name is gone only where all was seen that could
     * have shown it.
     *
     * @param loadBalancerArn the load balancer
     * @param complete whether every target group behind it is named here
     * @param whole the target groups of which every target was read
     * @param partial those without a target, or with one behind which something could not be read or recognised
     */
    public record Seen(String loadBalancerArn, boolean complete, List<String> whole, List<String> partial) {
        public Seen {
            whole = List.copyOf(whole);
            partial = List.copyOf(partial);
        }
    }

    /** API calls: announced, made, refused for coming too fast; and how long all took. */
    public record Calls(int planned, int made, int throttled, Duration took) {}
}
