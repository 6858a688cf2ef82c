package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.rule.Judgement;
import java.time.Duration;
import java.util.List;

/**
 * Everything one audit has to say.
 *
 * @param tool what wrote it
 * @param scope what was looked at
 * @param judgement what the rules said
 * @param repairs what to change behind each load balancer behind which a rule is broken
 * @param gaps everything that was not obtained, each once
 * @param notes what the reader should know that is neither finding nor gap: parties that nobody declared
 * @param calls what collecting cost
 */
public record Report(
        Tool tool,
        Scope scope,
        Judgement judgement,
        List<LoadBalancerRepair> repairs,
        List<Gap> gaps,
        List<String> notes,
        Calls calls) {

    public Report {
        repairs = List.copyOf(repairs);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
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
     */
    public record Scope(String account, List<String> regions, int loadBalancers, int hosts) {
        public Scope {
            regions = List.copyOf(regions);
        }
    }

    /** API calls: announced, made, refused for coming too fast; and how long all took. */
    public record Calls(int planned, int made, int throttled, Duration took) {}
}
