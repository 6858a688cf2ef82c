package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Totals;
import io.timeoutchain.rule.Undecided;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report as JSON, in the shape {@code report/1} (docs/schema/report-1.schema.json). The shape is a contract of its own:
 * a change of our records does not change it.
 */
public final class JsonReport implements Renderer {

    /** The shape that this class writes. Keys may be added to it; none is taken away or given another meaning. */
    public static final String SCHEMA = "report/1";

    @Override
    public String render(Report report) {
        return JsonText.whole(ReportV1.of(report));
    }

    @JsonPropertyOrder({
        "schema",
        "tool",
        "scope",
        "findings",
        "repairs",
        "undecided",
        "gaps",
        "totals",
        "faults",
        "notes",
        "calls",
        "suppressed",
        "known",
        "baseline"
    })
    private record ReportV1(
            String schema,
            Report.Tool tool,
            Report.Scope scope,
            List<FindingV1> findings,
            List<LoadBalancerRepairV1> repairs,
            List<UndecidedV1> undecided,
            List<Gap> gaps,
            TotalsV1 totals,
            List<Judgement.Fault> faults,
            List<String> notes,
            CallsV1 calls,
            List<SuppressedV1> suppressed,
            List<FindingV1> known,
            @Nullable BaselineV1 baseline) {

        static ReportV1 of(Report report) {
            Judgement judgement = report.judgement();
            return new ReportV1(
                    SCHEMA,
                    report.tool(),
                    report.scope(),
                    judgement.findings().stream().map(FindingV1::of).toList(),
                    report.repairs().stream().map(LoadBalancerRepairV1::of).toList(),
                    judgement.undecided().stream().map(UndecidedV1::of).toList(),
                    report.gaps(),
                    TotalsV1.of(judgement.totals()),
                    judgement.faults(),
                    report.notes(),
                    CallsV1.of(report.calls()),
                    report.setAside().suppressed().stream()
                            .map(SuppressedV1::of)
                            .toList(),
                    report.setAside().known().stream().map(FindingV1::of).toList(),
                    report.setAside().baseline().map(BaselineV1::of).orElse(null));
        }
    }

    private record SuppressedV1(@JsonUnwrapped FindingV1 finding, SuppressionV1 suppression) {

        static SuppressedV1 of(SetAside.Suppressed suppressed) {
            return new SuppressedV1(
                    FindingV1.of(suppressed.finding()),
                    new SuppressionV1(
                            suppressed.reason(),
                            suppressed.expires().toString(),
                            suppressed.source().text()));
        }
    }

    private record SuppressionV1(String reason, String expires, String source) {}

    private record BaselineV1(String name, List<String> untold) {

        static BaselineV1 of(SetAside.Baseline baseline) {
            return new BaselineV1(baseline.name(), baseline.untold());
        }
    }

    private record FindingV1(
            String rule,
            String severity,
            String confidence,
            String title,
            @JsonUnwrapped PlaceV1 place,
            List<ObservedV1> observed,
            String because,
            List<RepairV1> repair,
            List<EvidenceV1> evidence,
            String fingerprint) {

        static FindingV1 of(Finding finding) {
            return new FindingV1(
                    finding.rule().id(),
                    finding.severity().id(),
                    finding.confidence().id(),
                    finding.rule().title(),
                    PlaceV1.of(finding.spot()),
                    finding.observed().stream().map(ObservedV1::of).toList(),
                    finding.because(),
                    finding.repair().stream().map(RepairV1::of).toList(),
                    finding.evidence().stream().map(EvidenceV1::of).toList(),
                    finding.fingerprint());
        }
    }

    /** The keys that findings and what is undecided have in common. */
    private record PlaceV1(
            String region,
            String loadBalancer,
            String loadBalancerArn,
            @Nullable String listenerArn,
            List<String> listenerArns,
            String targetGroup,
            String targetGroupArn,
            List<String> hosts,
            String route,
            @Nullable String caller,
            @Nullable String callee) {

        static PlaceV1 of(Finding.Spot spot) {
            Place place = spot.place();
            return new PlaceV1(
                    place.region(),
                    place.loadBalancer(),
                    place.loadBalancerArn(),
                    first(place.listenerArns()),
                    place.listenerArns(),
                    place.targetGroup(),
                    place.targetGroupArn(),
                    place.hosts(),
                    place.route(),
                    id(spot.caller()),
                    id(spot.callee()));
        }
    }

    private record UndecidedV1(String rule, @JsonUnwrapped PlaceV1 place, List<Gap> gaps) {

        static UndecidedV1 of(Undecided open) {
            return new UndecidedV1(open.rule().id(), PlaceV1.of(open.spot()), open.gaps());
        }
    }

    /** {@code seconds} is null for what never ends, and for what is no time. */
    private record ObservedV1(
            String party, String setting, @Nullable BigDecimal seconds, String text, String reading, String source) {

        static ObservedV1 of(Observation seen) {
            return new ObservedV1(
                    seen.party(),
                    seen.setting(),
                    seen.bound()
                            .flatMap(bound -> bound.ends())
                            .map(Durations::seconds)
                            .orElse(null),
                    seen.text(),
                    seen.reading().id(),
                    seen.source().text());
        }
    }

    private record RepairV1(
            String party,
            String setting,
            @Nullable String from,
            @Nullable String to,
            String text,
            List<TextV1> texts) {

        static RepairV1 of(Repair repair) {
            return new RepairV1(
                    repair.party().id(),
                    repair.setting(),
                    repair.from().orElse(null),
                    repair.to().orElse(null),
                    repair.text(),
                    TextV1.of(repair));
        }
    }

    private record TextV1(String form, String where, String text) {

        static List<TextV1> of(Repair repair) {
            return repair.texts().stream()
                    .map(text -> new TextV1(text.form().id(), text.where(), text.text()))
                    .toList();
        }
    }

    private record LoadBalancerRepairV1(
            String region,
            String loadBalancer,
            String loadBalancerArn,
            String outcome,
            List<ChangeV1> changes,
            List<RemainingV1> remaining) {

        static LoadBalancerRepairV1 of(LoadBalancerRepair repair) {
            return new LoadBalancerRepairV1(
                    repair.region(),
                    repair.loadBalancer(),
                    repair.loadBalancerArn(),
                    switch (repair.outcome()) {
                        case RepairOutcome.NothingBroken() -> "nothing-broken";
                        case RepairOutcome.Mended mended -> "mended";
                        case RepairOutcome.Partly partly -> "partly";
                        case RepairOutcome.GaveUp gaveUp -> "gave-up";
                    },
                    repair.outcome().changes().stream().map(ChangeV1::of).toList(),
                    repair.outcome().remaining().stream().map(RemainingV1::of).toList());
        }
    }

    private record ChangeV1(
            String party,
            String setting,
            @Nullable String from,
            @Nullable String to,
            BigDecimal seconds,
            String source,
            String text,
            List<TextV1> texts,
            List<String> targetGroups,
            List<String> hosts,
            List<MendV1> mends) {

        static ChangeV1 of(RepairPlan.Change change) {
            Repair text = change.text();
            return new ChangeV1(
                    text.party().id(),
                    text.setting(),
                    text.from().orElse(null),
                    text.to().orElse(null),
                    Durations.seconds(change.to()),
                    change.source(),
                    text.text(),
                    TextV1.of(text),
                    change.places().stream()
                            .map(Place::targetGroup)
                            .distinct()
                            .sorted()
                            .toList(),
                    change.hosts(),
                    change.mends().stream().map(MendV1::of).distinct().toList());
        }
    }

    private record MendV1(
            String rule,
            String targetGroup,
            @Nullable String caller,
            @Nullable String callee) {

        static MendV1 of(RepairPlan.Mend mend) {
            return new MendV1(
                    mend.rule().id(),
                    mend.spot().place().targetGroup(),
                    id(mend.spot().caller()),
                    id(mend.spot().callee()));
        }
    }

    private record RemainingV1(String rule, @JsonUnwrapped PlaceV1 place, String why, String fingerprint) {

        static RemainingV1 of(RepairOutcome.Remaining remaining) {
            Finding finding = remaining.finding();
            return new RemainingV1(
                    finding.rule().id(), PlaceV1.of(finding.spot()), remaining.why(), finding.fingerprint());
        }
    }

    private record EvidenceV1(String party, String what, String host, long count, String first, String last) {

        static EvidenceV1 of(Evidence evidence) {
            return new EvidenceV1(
                    evidence.kind().product().id(),
                    evidence.kind().phrase(),
                    evidence.host(),
                    evidence.count(),
                    evidence.first().toString(),
                    evidence.last().toString());
        }
    }

    private record TotalsV1(int pass, int fail, int notApplicable, int undecided) {
        static TotalsV1 of(Totals totals) {
            return new TotalsV1(totals.pass(), totals.fail(), totals.notApplicable(), totals.undecided());
        }
    }

    private record CallsV1(int planned, int made, int throttled, BigDecimal seconds) {
        static CallsV1 of(Report.Calls calls) {
            return new CallsV1(calls.planned(), calls.made(), calls.throttled(), Durations.seconds(calls.took()));
        }
    }

    private static @Nullable String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.getFirst();
    }

    private static @Nullable String id(Optional<Product> product) {
        return product.map(Product::id).orElse(null);
    }
}
