package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.SetAside;
import io.timeoutchain.auditor.report.SetAside.State;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.JudgePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in which only that counts which is new, or worse, than in an earlier one. */
public final class OnlyNew {

    private OnlyNew() {}

    /**
     * {@code report} with everything set aside that {@code baseline} knew. What could not be told is left as it is, and what
     * the report can neither find nor exclude any more is added to it.
     *
     * @param name what the report calls the baseline
     * @param policy by which the report was judged
     */
    public static Report of(Report report, Told baseline, String name, JudgePolicy policy) {
        Comparison comparison = Comparison.of(baseline.open(), ReportReader.told(report));
        Set<String> counting = Stream.concat(
                        comparison.fresh().stream(), comparison.worse().stream().map(Comparison.Changed::now))
                .map(Defect::fingerprint)
                .collect(Collectors.toSet());
        Map<Boolean, List<Finding>> findings = report.judgement().findings().stream()
                .collect(Collectors.partitioningBy(finding -> counting.contains(finding.fingerprint())));
        List<Finding> fresh = findings.getOrDefault(true, List.of());
        List<Finding> known = findings.getOrDefault(false, List.of());
        List<Text> untold = comparison.untold().stream().map(OnlyNew::untold).toList();
        List<Text> notes = new ArrayList<>();
        notes.add(Text.of(
                known.size() == 1
                        ? "Against the baseline %s: %d known finding does not count, %d fixed, %d no longer told."
                        : "Against the baseline %s: %d known findings do not count, %d fixed, %d no longer told.",
                name,
                known.size(),
                comparison.fixed().size(),
                untold.size()));
        notes.addAll(untold);
        return report.with(
                fresh,
                new SetAside(
                        report.setAside().suppressed(),
                        Optional.of(new SetAside.Baseline(name, known, states(report, comparison, baseline), untold))),
                notes,
                policy);
    }

    private static Map<String, State> states(Report report, Comparison comparison, Told baseline) {
        Map<String, State> states = new HashMap<>();
        Set<String> before = Stream.concat(baseline.open().stream(), baseline.suppressed().orElse(List.of()).stream())
                .map(Sighting::fingerprint)
                .collect(Collectors.toSet());
        report.setAside().suppressed().stream()
                .map(one -> one.finding().fingerprint())
                .forEach(one -> states.put(one, before.contains(one) ? State.UNCHANGED : State.NEW));
        comparison.fresh().forEach(defect -> states.put(defect.fingerprint(), State.NEW));
        comparison.open().forEach(defect -> states.put(defect.fingerprint(), State.UNCHANGED));
        comparison.changed().forEach(changed -> states.put(changed.now().fingerprint(), State.CHANGED));
        return states;
    }

    private static Text untold(Comparison.Untold untold) {
        return Text.of(
                "No longer told: %s at %s, because %s.",
                untold.defect().first().rule(), ComparisonText.where(untold.defect()), untold.why());
    }
}
