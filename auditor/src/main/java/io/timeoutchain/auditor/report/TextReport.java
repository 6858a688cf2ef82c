package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Written;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for a person at a terminal: the worst first, then what could not be told, then the count. */
public final class TextReport implements Renderer {

    private final int width;
    private final int columns;
    private final Colours colours;
    private final Phrases phrases;

    /**
     * A report for a file or another program, whose sentences are broken at {@code width} columns. Rows are not broken, so that
     * each thing stays on its line.
     */
    public TextReport(int width, Phrases phrases) {
        this(width, Integer.MAX_VALUE, false, phrases);
    }

    /**
     * A report for a terminal. Values and commands are never broken, so that they can be copied.
     *
     * @param width where sentences are broken
     * @param columns where places and rows are broken
     * @param coloured whether escape sequences for colours may be written
     */
    public TextReport(int width, int columns, boolean coloured, Phrases phrases) {
        this(width, columns, new Colours(coloured), phrases);
    }

    private TextReport(int width, int columns, Colours colours, Phrases phrases) {
        this.width = width;
        this.columns = columns;
        this.colours = colours;
        this.phrases = phrases;
    }

    @Override
    public String render(Report report) {
        return new TextReport(width, columns, colours, phrases.of(report)).text(report);
    }

    private String text(Report report) {
        Lines lines = new Lines();
        int balancers = report.scope().loadBalancers();
        int hosts = report.scope().hosts();
        lines.row(
                "",
                phrases.say(Text.of(
                        "%s %s · account %s · %s · %s, %s",
                        report.tool().name(),
                        report.tool().version(),
                        PlainText.name(report.scope().account()),
                        PlainText.sentence(String.join(", ", report.scope().regions())),
                        Text.of(balancers == 1 ? "%d load balancer" : "%d load balancers", balancers),
                        Text.of(hosts == 1 ? "%d host" : "%d hosts", hosts))));
        Judgement judgement = report.judgement();
        lines.add("");
        if (judgement.findings().isEmpty()) {
            lines.row("", phrases.nothingCounts(report));
            lines.add("");
        }
        judgement.findings().forEach(finding -> finding(lines, finding));
        report.repairs().forEach(repair -> inOrder(lines, repair, judgement.findings()));
        undecided(lines, report);
        suppressed(lines, report.setAside().suppressed());
        notes(lines, report.notes());
        judgement.faults().forEach(fault -> lines.row("", phrases.fault(fault)));
        totals(lines, judgement);
        String took = String.format(Locale.ROOT, "%.1f", report.calls().took().toMillis() / 1000.0);
        lines.row(
                "",
                phrases.say(
                        report.calls().throttled() == 0
                                ? Text.of(
                                        "%d API calls in %s s.", report.calls().made(), took)
                                : Text.of(
                                        "%d API calls in %s s, %d of them throttled and repeated.",
                                        report.calls().made(),
                                        took,
                                        report.calls().throttled())));
        return lines.text();
    }

    private void finding(Lines lines, Finding finding) {
        String severity = Columns.padded(phrases.say(finding.severity().words()).toUpperCase(Locale.ROOT), 6);
        lines.labelled(
                "",
                severity,
                colours.severity(finding.severity(), severity),
                "  ",
                phrases.say(finding.rule().title()));
        lines.row(
                "        ",
                "%s%s"
                        .formatted(
                                Phrases.pair(finding.spot())
                                        .map(pair -> pair + " · ")
                                        .orElse(""),
                                phrases.place(finding.spot().place())));
        table(lines, finding.observed());
        lines.wrapped("        ", phrases.sentence(finding.because()));
        finding.evidence()
                .forEach(seen -> lines.wrapped("        ", phrases.say(Text.of("Seen: %s", phrases.evidence(seen)))));
        finding.repair().forEach(repair -> repair(lines, repair));
        String rule = phrases.say(Text.of("Rule:"));
        lines.labelled(
                "        ",
                rule,
                colours.faint(rule),
                " ",
                switch (finding.confidence()) {
                    case HIGH -> finding.rule().id();
                    case MEDIUM ->
                        phrases.say(Text.of(
                                "%s (rests on a documented default that nothing overrides where we can see)",
                                finding.rule().id()));
                });
        lines.add("");
    }

    /** A row for each setting; where that does not fit, its value and its source stand on lines of their own. */
    private void table(Lines lines, List<Observation> observed) {
        int names = longest(observed, phrases::setting);
        int values = longest(observed, seen -> phrases.name(seen.text()));
        int sources = longest(observed, seen -> phrases.name(seen.source().words()));
        boolean onOneLine = 10 + names + 2 + values + 2 + sources <= columns;
        boolean withValue = 10 + names + 2 + values <= columns;
        for (Observation seen : observed) {
            String name = Columns.padded(phrases.setting(seen), names);
            String value = phrases.name(seen.text());
            String source = phrases.name(seen.source().words());
            if (onOneLine) {
                lines.add("          %s  %s  %s"
                        .formatted(name, colours.strong(Columns.padded(value, values)), colours.faint(source)));
            } else if (withValue) {
                lines.add("          %s  %s".formatted(name, colours.strong(value)));
                lines.add("            " + colours.faint(source));
            } else {
                lines.add("          " + name);
                lines.add("            " + colours.strong(value));
                lines.add("            " + colours.faint(source));
            }
        }
    }

    private static int longest(List<Observation> observed, Function<Observation, String> text) {
        return observed.stream().map(text).mapToInt(Columns::of).max().orElse(0);
    }

    private void repair(Lines lines, Repair repair) {
        String label = phrases.say(Text.of("Repair:"));
        lines.labelled("        ", label, colours.mended(label), " ", phrases.change(repair));
        texts(lines, "          ", repair);
    }

    /** The usual text, with the file that it goes into where that has a name; then what can be written instead. */
    private void texts(Lines lines, String indent, Repair repair) {
        repair.texts().stream()
                .limit(1)
                .filter(text -> text.form() == Written.Form.SYSTEMD || text.form() == Written.Form.SYSCTL)
                .forEach(text -> lines.add(indent + phrases.name(Text.recorded(text.where())) + ":"));
        lines.add(indent + phrases.command(repair.text()));
        repair.texts().stream()
                .skip(1)
                .filter(text -> text.form() != Written.Form.SYSTEMD_DROP_IN)
                .forEach(text -> lines.add(indent
                        + phrases.say(Text.of(
                                "or %s: %s",
                                phrases.name(Text.recorded(text.where())), PlainText.sentence(text.text())))));
    }

    /** Says in which order to make the changes, where there is an order, or a change that no finding shows. */
    private void inOrder(Lines lines, LoadBalancerRepair repair, List<Finding> findings) {
        List<RepairPlan.Change> changes = repair.outcome().changes();
        Set<Repair> shown = findings.stream()
                .filter(finding -> finding.spot().place().loadBalancerArn().equals(repair.loadBalancerArn()))
                .flatMap(finding -> finding.repair().stream())
                .collect(Collectors.toSet());
        if (changes.size() > 1
                || changes.stream().anyMatch(change -> !shown.contains(change.text()))
                || repair.outcome() instanceof RepairOutcome.GaveUp) {
            lines.row("", phrases.heading(repair));
            for (int step = 0; step < changes.size(); step++) {
                RepairPlan.Change change = changes.get(step);
                String number = "%2d.".formatted(step + 1);
                lines.labelled("  ", number, number, " ", phrases.step(change));
                if (!shown.contains(change.text())) {
                    texts(lines, "        ", change.text());
                }
            }
            phrases.notMended(repair.outcome()).forEach(left -> lines.wrapped("  ", left));
            lines.add("");
        }
    }

    /** What is missing for one reason, of how many things, and which rules that leaves open. */
    private record Missing(List<Text> subjects, Set<String> rules) {}

    private void undecided(Lines lines, Report report) {
        Map<List<Text>, Missing> byReason = new LinkedHashMap<>();
        report.gaps().forEach(gap -> missing(byReason, gap).subjects().add(gap.subject()));
        report.judgement().undecided().forEach(open -> open.gaps()
                .forEach(gap -> missing(byReason, gap).rules().add(open.rule().id())));
        if (byReason.isEmpty()) {
            return;
        }
        lines.add(colours.open(phrases.say(Text.of("COULD NOT BE TOLD"))));
        byReason.forEach((reason, missing) -> {
            lines.add("");
            lines.wrapped(
                    "  ",
                    phrases.say(Text.of(
                            "%s: %s",
                            phrases.few(missing.subjects(), phrases::name), phrases.sentence(reason.getFirst()))));
            lines.wrapped("    ", phrases.say(Text.of("To be able to tell: %s", phrases.sentence(reason.getLast()))));
            if (!missing.rules().isEmpty()) {
                lines.wrapped("    ", phrases.say(Text.of("Left open: %s", String.join(", ", missing.rules()))));
            }
        });
        lines.add("");
    }

    /** Equal causes with equal remedies are one thing to a reader, however many hosts they strike. */
    private static Missing missing(Map<List<Text>, Missing> byReason, Gap gap) {
        return byReason.computeIfAbsent(
                List.of(gap.cause(), gap.remedy()), unseen -> new Missing(new ArrayList<>(), new TreeSet<>()));
    }

    private void suppressed(Lines lines, List<SetAside.Suppressed> suppressed) {
        if (!suppressed.isEmpty()) {
            lines.row("", phrases.say(Text.of("SUPPRESSED")));
            suppressed.forEach(one ->
                    lines.row("  ", "%s: %s".formatted(phrases.inShort(one.finding()), phrases.suppression(one))));
            lines.add("");
        }
    }

    private void notes(Lines lines, List<Text> notes) {
        if (!notes.isEmpty()) {
            notes.forEach(note -> lines.row("", phrases.say(Text.of("Note: %s", phrases.sentence(note)))));
            lines.add("");
        }
    }

    private void totals(Lines lines, Judgement judgement) {
        lines.row("", phrases.totals(judgement.totals()));
        phrases.bySeverity(judgement.findings())
                .ifPresent(counts -> lines.row(
                        "", phrases.say(Text.of("%s \"timeout-chain explain RULE\" tells more about one.", counts))));
    }

    /** Gathers lines; knows how wide they may be. */
    private final class Lines {

        private final StringBuilder text = new StringBuilder();

        void add(String line) {
            text.append(line.stripTrailing()).append('\n');
        }

        void wrapped(String indent, String sentence) {
            Columns.wrapped(sentence, width - indent.length()).forEach(line -> add(indent + line));
        }

        /** A place or row, which only the terminal's edge breaks. */
        void row(String indent, String text) {
            Columns.wrapped(text, columns - indent.length()).forEach(line -> add(indent + line));
        }

        /** A row with a label before it; {@code painted} is the label as it is shown. */
        void labelled(String indent, String label, String painted, String between, String text) {
            String under = indent + " ".repeat(label.length() + between.length());
            List<String> rows = Columns.wrapped(text, columns - under.length());
            add(indent + painted + between + rows.getFirst());
            rows.stream().skip(1).forEach(row -> add(under + row));
        }

        String text() {
            return text.toString();
        }
    }
}
