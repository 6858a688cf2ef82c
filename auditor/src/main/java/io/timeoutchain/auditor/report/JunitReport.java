package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Undecided;
import io.timeoutchain.rule.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit XML, which every CI system shows. A suite is a load balancer; a case is a rule between two parties
 * behind one target group, on all hosts and routes together, so that its name is the same tomorrow. A rule that is broken on
 * one host is a failure, one that could not be judged an error, one that does not apply is skipped: only what holds wherever
 * it applies has passed.
 */
public final class JunitReport implements Renderer {

    /** What is asked once per target group and pair of parties. */
    private record Case(
            String region,
            String loadBalancerArn,
            String targetGroupArn,
            String rule,
            Optional<Product> caller,
            Optional<Product> callee) {

        static Case of(String rule, Finding.Spot spot) {
            return new Case(
                    spot.place().region(),
                    spot.place().loadBalancerArn(),
                    spot.place().targetGroupArn(),
                    rule,
                    spot.caller(),
                    spot.callee());
        }
    }

    /** What was answered to a case, wherever it was asked. */
    private static final class Answers {

        private final List<Judge.Answer> given = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<Undecided> undecided = new ArrayList<>();
        private final List<String> suppressed = new ArrayList<>();
        private final List<String> known = new ArrayList<>();
        private final Phrases phrases;

        Answers(Phrases phrases) {
            this.phrases = phrases;
        }

        TestCase written() {
            Judge.Answer first = given.getFirst();
            String target = PlainText.name(first.spot().place().targetGroup());
            String name = first.rule().id()
                    + Phrases.pair(first.spot()).map(pair -> " · " + pair).orElse("");
            String classname =
                    PlainText.name(first.spot().place().loadBalancer()) + "/" + (target.isEmpty() ? "-" : target);
            return new TestCase(classname, name, outcome());
        }

        private Optional<Outcome> outcome() {
            if (!findings.isEmpty()) {
                Finding worst = findings.getFirst();
                List<String> body = new ArrayList<>(findings.stream()
                        .map(finding -> JunitReport.inFull(phrases, finding))
                        .toList());
                undecided.forEach(open -> body.add(inFull(open)));
                return Optional.of(new Outcome(
                        "failure", worst.severity().id(), worst.rule().title().toString(), String.join("\n\n", body)));
            }
            if (!undecided.isEmpty()) {
                return Optional.of(new Outcome(
                        "error",
                        "undecided",
                        "could not be told: "
                                + phrases.gap(undecided.getFirst().gaps().getFirst()),
                        undecided.stream().map(this::inFull).collect(Collectors.joining("\n\n"))));
            }
            if (!suppressed.isEmpty()) {
                return Optional.of(new Outcome("skipped", "suppressed", String.join("; ", suppressed), ""));
            }
            if (!known.isEmpty()) {
                return Optional.of(new Outcome("skipped", "known", String.join("; ", known), ""));
            }
            if (given.stream().anyMatch(answer -> answer.verdict() instanceof Verdict.Pass)) {
                return Optional.empty();
            }
            return Optional.of(new Outcome("skipped", "not-applicable", whyNot(), ""));
        }

        private String whyNot() {
            return given.stream()
                    .map(answer ->
                            answer.verdict() instanceof Verdict.NotApplicable(Text why) ? phrases.sentence(why) : "")
                    .filter(why -> !why.isEmpty())
                    .distinct()
                    .collect(Collectors.joining("; "));
        }

        private String inFull(Undecided open) {
            return "Could not be told at %s:\n%s"
                    .formatted(
                            phrases.place(open.spot().place()),
                            open.gaps().stream().map(phrases::gap).collect(Collectors.joining("\n")));
        }
    }

    /** What was answered to all cases. */
    private record Answered(Phrases phrases, Map<Case, Answers> all) {
        Answers to(String rule, Finding.Spot spot) {
            return all.computeIfAbsent(Case.of(rule, spot), unseen -> new Answers(phrases));
        }
    }

    private record Outcome(String element, String type, String message, String body) {}

    /** Nothing is said of what passes. */
    private record TestCase(String classname, String name, Optional<Outcome> outcome) {
        boolean is(String element) {
            return outcome.filter(told -> told.element().equals(element)).isPresent();
        }
    }

    private record Suite(String name, List<TestCase> cases, String output) {
        Suite(String name, List<TestCase> cases) {
            this(name, cases, "");
        }

        long count(String element) {
            return cases.stream().filter(one -> one.is(element)).count();
        }
    }

    @Override
    public String render(Report report) {
        List<Suite> suites = suites(report);
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "Timeout Chain");
            counts(xml, suites);
            for (Suite suite : suites) {
                write(xml, report, suite);
            }
            line(xml, 0);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing into memory does not fail", e);
        }
        return text + "\n";
    }

    private static List<Suite> suites(Report report) {
        Judgement judgement = report.judgement();
        Phrases phrases = Phrases.ENGLISH.of(report);
        Answered answers = new Answered(phrases, new LinkedHashMap<>());
        judgement.answers().forEach(answer -> answers.to(answer.rule().id(), answer.spot())
                .given
                .add(answer));
        judgement.findings().forEach(finding -> answers.to(finding.rule().id(), finding.spot())
                .findings
                .add(finding));
        report.setAside().suppressed().forEach(one -> answers.to(
                        one.finding().rule().id(), one.finding().spot())
                .suppressed
                .add("suppressed " + phrases.suppression(one)));
        report.setAside().baseline().ifPresent(baseline -> baseline.known()
                .forEach(finding -> answers.to(finding.rule().id(), finding.spot())
                        .known
                        .add("known to the baseline " + PlainText.name(baseline.name()))));
        judgement.undecided().forEach(open -> answers.to(open.rule().id(), open.spot())
                .undecided
                .add(open));

        Map<String, List<TestCase>> byBalancer = new LinkedHashMap<>();
        answers.all().forEach((one, told) -> byBalancer
                .computeIfAbsent(one.loadBalancerArn(), unseen -> new ArrayList<>())
                .add(told.written()));
        List<Suite> suites = new ArrayList<>();
        Map<String, String> repairs = report.repairs().stream()
                .collect(Collectors.toMap(
                        LoadBalancerRepair::loadBalancerArn, repair -> inFull(phrases, repair), (one, other) -> one));
        byBalancer.forEach(
                (arn, cases) -> suites.add(new Suite(PlainText.name(arn), cases, repairs.getOrDefault(arn, ""))));
        List<TestCase> others = others(phrases, report);
        if (!others.isEmpty()) {
            suites.add(new Suite("what could not be read", others));
        }
        if (!report.notes().isEmpty()) {
            suites.add(new Suite(
                    "notes",
                    List.of(),
                    report.notes().stream().map(phrases::sentence).collect(Collectors.joining("\n"))));
        }
        return suites;
    }

    /** Gaps that leave no rule open, but something unseen; and faults of this program. */
    private static List<TestCase> others(Phrases phrases, Report report) {
        Set<Gap> told = report.judgement().undecided().stream()
                .flatMap(open -> open.gaps().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<TestCase> others = new ArrayList<>();
        report.gaps().stream()
                .filter(gap -> !told.contains(gap))
                .map(gap -> new TestCase(
                        "gaps",
                        PlainText.name(gap.subject()),
                        Optional.of(new Outcome("error", "not-obtained", phrases.gap(gap), ""))))
                .forEach(others::add);
        report.judgement().faults().stream()
                .map(fault -> new TestCase(
                        "faults",
                        PlainText.name(fault.rule()),
                        Optional.of(new Outcome("error", "fault", PlainText.sentence(fault.what()), ""))))
                .forEach(others::add);
        return others;
    }

    private static String inFull(Phrases phrases, LoadBalancerRepair repair) {
        List<String> lines = new ArrayList<>(phrases.steps(repair));
        if (!lines.isEmpty()) {
            lines.addFirst(phrases.heading(repair));
        }
        lines.addAll(phrases.notMended(repair.outcome()));
        return String.join("\n", lines);
    }

    private static String inFull(Phrases phrases, Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s"
                .formatted(
                        finding.severity().name(), phrases.place(finding.spot().place())));
        finding.observed().forEach(seen -> lines.add("  " + phrases.observed(seen)));
        lines.add(phrases.sentence(finding.because()));
        finding.evidence().forEach(seen -> lines.add("Seen: " + phrases.evidence(seen)));
        finding.repair().forEach(repair -> lines.add("Repair: " + phrases.repair(repair)));
        lines.add("Fingerprint: " + finding.fingerprint());
        return String.join("\n", lines);
    }

    private static void write(XMLStreamWriter xml, Report report, Suite suite) throws XMLStreamException {
        line(xml, 1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite.name());
        counts(xml, List.of(suite));
        xml.writeAttribute("skipped", String.valueOf(suite.count("skipped")));
        xml.writeAttribute("timestamp", report.takenAt().toString());
        for (TestCase one : suite.cases()) {
            write(xml, one);
        }
        if (!suite.output().isEmpty()) {
            line(xml, 2);
            xml.writeStartElement("system-out");
            xml.writeCharacters(suite.output());
            xml.writeEndElement();
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<Suite> suites) throws XMLStreamException {
        xml.writeAttribute(
                "tests",
                String.valueOf(
                        suites.stream().mapToInt(suite -> suite.cases().size()).sum()));
        xml.writeAttribute("failures", String.valueOf(sum(suites, "failure")));
        xml.writeAttribute("errors", String.valueOf(sum(suites, "error")));
    }

    private static long sum(List<Suite> suites, String element) {
        return suites.stream().mapToLong(suite -> suite.count(element)).sum();
    }

    private static void write(XMLStreamWriter xml, TestCase one) throws XMLStreamException {
        line(xml, 2);
        if (one.outcome().isEmpty()) {
            xml.writeEmptyElement("testcase");
            name(xml, one);
            return;
        }
        Outcome outcome = one.outcome().get();
        xml.writeStartElement("testcase");
        name(xml, one);
        line(xml, 3);
        xml.writeStartElement(outcome.element());
        xml.writeAttribute("type", outcome.type());
        xml.writeAttribute("message", outcome.message());
        xml.writeCharacters(outcome.body());
        xml.writeEndElement();
        line(xml, 2);
        xml.writeEndElement();
    }

    private static void name(XMLStreamWriter xml, TestCase one) throws XMLStreamException {
        xml.writeAttribute("classname", one.classname());
        xml.writeAttribute("name", one.name());
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
