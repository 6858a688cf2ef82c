package io.timeoutchain.auditor.scheduled;

import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.compare.Comparison;
import io.timeoutchain.auditor.compare.ComparisonText;
import io.timeoutchain.auditor.compare.Defect;
import io.timeoutchain.auditor.compare.ReportReader;
import io.timeoutchain.auditor.compare.Told;
import io.timeoutchain.auditor.report.HostNames;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.SetAside;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.model.Gap;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One run over all accounts: audit, keep, measure, tell, remember; in this order.
 *
 * <p>What is known is written last. A run that is cut off before that and repeated compares with the same knowledge again,
 * so that news may come twice but are never lost; a run that is repeated after it finds nothing new.
 */
public final class ScheduledAudit {

    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final Archive archive;
    private final Outlet outlet;
    private final Gauges gauges;
    private final InstantSource clock;

    public ScheduledAudit(Accounts accounts, Archive archive, Outlet outlet, Gauges gauges, InstantSource clock) {
        this.accounts = accounts;
        this.archive = archive;
        this.outlet = outlet;
        this.gauges = gauges;
        this.clock = clock;
    }

    /**
     * What came of a run.
     *
     * @param reports where the reports are, one for each account
     * @param fresh how many defects are new
     * @param worse how many are worse
     * @param fixed how many are fixed
     * @param gaps how many things could not be obtained
     * @param told whether a message was published
     */
    public record Outcome(List<String> reports, int fresh, int worse, int fixed, int gaps, boolean told) {
        public Outcome {
            reports = List.copyOf(reports);
        }
    }

    /** One account, audited or not. */
    private record Audited(String label, Report report, Optional<Snapshot> snapshot) {

        boolean hasLoadBalancers() {
            return report.scope().loadBalancers() > 0;
        }
    }

    /** An account and what has become of what was known of it. */
    private record Compared(Audited audited, Comparison comparison, Baseline next) {}

    /**
     * Runs.
     *
     * @throws NothingAudited if no load balancer of any account could be audited; what there is to keep and to measure is kept
     *     and measured all the same
     */
    public Outcome run(Order order) throws NothingAudited {
        Instant now = clock.instant();
        String folder = "runs/" + FOLDER.format(order.run().orElse(now)) + "/";
        List<Compared> all = order.collecting().stream()
                .map(options -> audited(options, order))
                .map(audited -> compared(audited, now))
                .toList();
        for (Compared one : all) {
            keep(folder + one.audited().label() + "/", one.audited());
            keep("latest/" + one.audited().label() + "/", one.audited());
        }
        boolean ran = all.stream().anyMatch(one -> one.audited().hasLoadBalancers());
        gauges.record(new Gauges.Figures(
                Baseline.defects(all.stream().map(Compared::next).toList()),
                all.stream()
                        .mapToInt(one ->
                                one.audited().report().judgement().totals().undecided())
                        .sum(),
                gaps(all),
                ran));
        if (!ran) {
            throw new NothingAudited("Nothing could be audited.\n" + couldNotBeTold(all));
        }
        boolean news = all.stream().anyMatch(one -> one.comparison().isNews());
        if (news) {
            outlet.publish(message(all, folder));
        }
        all.forEach(one -> archive.put(baseline(one.audited()), one.next().json()));
        return new Outcome(
                all.stream()
                        .map(one -> archive.address(folder + one.audited().label() + "/report.json"))
                        .toList(),
                all.stream().mapToInt(one -> one.comparison().fresh().size()).sum(),
                all.stream().mapToInt(one -> one.comparison().worse().size()).sum(),
                all.stream().mapToInt(one -> one.comparison().fixed().size()).sum(),
                gaps(all),
                news);
    }

    /** The account's own failure is a gap in its report; the other accounts are audited all the same. */
    private Audited audited(CollectOptions options, Order order) {
        String label = label(options);
        try {
            Snapshot snapshot = accounts.read(options);
            Report report =
                    Audit.report(snapshot, order.configuration(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            return new Audited(label, report, Optional.of(snapshot));
        } catch (CollectFailure e) {
            return unread(options, label, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return unread(options, label, "a fault of this program: " + e);
        }
    }

    private Audited unread(CollectOptions options, String label, String why) {
        String subject = "account of " + options.roleArn().orElse("the function itself");
        Gap gap = new Gap(
                subject,
                PlainText.sentence(why),
                "let the function read it: \"timeout-chain policy\" prints what its role needs");
        return new Audited(
                label,
                new Report(
                        Audit.tool(),
                        clock.instant(),
                        new Report.Scope(account(options), List.of(), 0, 0, HostNames.NONE, List.of()),
                        List.of(),
                        new Judgement(List.of(), List.of(), new Totals(0, 0, 0, 0), List.of(), List.of()),
                        List.of(),
                        List.of(gap),
                        List.of(),
                        new Report.Calls(0, 0, 0, Duration.ZERO),
                        SetAside.NOTHING),
                Optional.empty());
    }

    private Compared compared(Audited audited, Instant now) {
        String key = baseline(audited);
        Baseline known = archive.get(key)
                .map(json -> Baseline.read(json, archive.address(key)))
                .orElse(Baseline.EMPTY);
        Told told = ReportReader.told(audited.report());
        Comparison comparison = Comparison.of(known.sightings(), told);
        return new Compared(audited, comparison, known.after(now, told, comparison));
    }

    private void keep(String folder, Audited audited) {
        audited.snapshot()
                .ifPresent(snapshot -> archive.put(folder + "snapshot.json", new SnapshotCodec().encode(snapshot)));
        archive.put(folder + "report.json", new JsonReport().render(audited.report()));
    }

    private static String baseline(Audited audited) {
        return "latest/" + audited.label() + "/baseline.json";
    }

    /** A folder's name: {@code own}, or the role's account and name. */
    private static String label(CollectOptions options) {
        return options.roleArn()
                .map(arn -> (account(options) + "-" + arn.substring(arn.indexOf("role/") + "role/".length()))
                        .replaceAll("[^A-Za-z0-9._-]", "_"))
                .orElse("own");
    }

    /** {@code arn:aws:iam::123456789012:role/auditor} names the account. */
    private static String account(CollectOptions options) {
        return options.roleArn().map(arn -> arn.split(":", 6)[4]).orElse("unknown");
    }

    private static int gaps(List<Compared> all) {
        return all.stream()
                .mapToInt(one -> one.audited().report().gaps().size())
                .sum();
    }

    private Message message(List<Compared> all, String folder) {
        List<Comparison> comparisons = all.stream().map(Compared::comparison).toList();
        StringBuilder body = new StringBuilder();
        all.stream().filter(one -> one.comparison().isNews()).forEach(one -> body.append("Account %s\n%s: %s.\n\n"
                        .formatted(
                                PlainText.name(one.audited().report().scope().account()),
                                String.join(", ", one.audited().report().scope().regions()),
                                ComparisonText.counts(one.comparison())))
                .append(ComparisonText.news(one.comparison(), Phrases.ENGLISH)));
        StringBuilder end = new StringBuilder();
        String open = couldNotBeTold(all);
        if (!open.isEmpty()) {
            end.append(open).append('\n');
        }
        end.append("The whole reports:\n");
        all.forEach(one -> end.append(
                "  %s\n".formatted(archive.address(folder + one.audited().label() + "/report.json"))));
        end.append("\"timeout-chain explain RULE\" tells more about a rule.\n");
        return Message.of(subject(comparisons), body.toString(), end.toString());
    }

    private static String subject(List<Comparison> comparisons) {
        List<Defect> fresh = comparisons.stream()
                .flatMap(comparison -> comparison.fresh().stream())
                .toList();
        long high = fresh.stream()
                .filter(defect -> defect.severity() == Severity.HIGH)
                .count();
        List<String> parts = new ArrayList<>();
        part(parts, fresh.size(), high == 0 ? "new" : "new (%d high)".formatted(high));
        part(
                parts,
                comparisons.stream()
                        .mapToInt(comparison -> comparison.worse().size())
                        .sum(),
                "worse");
        part(
                parts,
                comparisons.stream()
                        .mapToInt(comparison -> comparison.fixed().size())
                        .sum(),
                "fixed");
        return "Timeout Chain: " + String.join(", ", parts);
    }

    private static void part(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    /** At most a few: the rest is in the reports. */
    private static String couldNotBeTold(List<Compared> all) {
        int most = 10;
        List<String> gaps = all.stream()
                .flatMap(one -> one.audited().report().gaps().stream())
                .map(gap -> "  %s: %s. To be able to tell: %s."
                        .formatted(
                                PlainText.name(gap.subject()),
                                PlainText.sentence(gap.cause()).replaceFirst("\\.$", ""),
                                PlainText.sentence(gap.remedy())))
                .distinct()
                .toList();
        if (gaps.isEmpty()) {
            return all.stream().anyMatch(one -> one.audited().hasLoadBalancers())
                    ? ""
                    : "  No load balancer is in scope: check the regions, names and tags.\n";
        }
        return "COULD NOT BE TOLD\n"
                + gaps.stream().limit(most).collect(Collectors.joining("\n", "", "\n"))
                + (gaps.size() > most ? "  and %d more\n".formatted(gaps.size() - most) : "");
    }
}
