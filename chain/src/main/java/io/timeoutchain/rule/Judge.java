package io.timeoutchain.rule;

import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks every rule at every place of its kind, and gathers the answers. */
public final class Judge {

    private final List<Rule> rules;
    private final JudgePolicy policy;

    public Judge(List<Rule> rules, JudgePolicy policy) {
        this.rules = List.copyOf(rules);
        this.policy = policy;
    }

    /**
     * Judges {@code groups}.
     *
     * <p>A rule that throws is reported as a fault and decides nothing; the other rules' answers are kept. Findings that
     * say the same of several hosts or routes become one.
     */
    public Judgement judge(Collection<TargetGroup> groups) {
        Session session = new Session();
        groups.forEach(group -> ask(group, session::note));
        return session.judgement();
    }

    /**
     * What a rule answers at one place.
     *
     * @param rule the rule
     * @param spot the place
     * @param verdict what it answers there
     */
    public record Answer(RuleCard rule, Finding.Spot spot, Verdict verdict) {}

    /**
     * What a rule asks of the timers at one place.
     *
     * @param spot the place
     * @param demand what is asked
     */
    public record Asked(Finding.Spot spot, Demand demand) {}

    /**
     * What every rule answers at every place of {@code group}, nothing merged. The order depends on who stands in the group
     * and not on their timers: groups that differ in values alone have answers that can be compared one by one.
     */
    public List<Answer> answers(TargetGroup group) {
        List<Answer> answers = new ArrayList<>();
        ask(
                group,
                question -> answers.add(new Answer(question.card(), question.spot(), answer(question, fault -> {}))));
        return Collections.unmodifiableList(answers);
    }

    /** The verdicts of {@link #answers}. */
    public List<Verdict> verdicts(TargetGroup group) {
        return answers(group).stream().map(Answer::verdict).toList();
    }

    /** What every rule asks of the timers of {@code group}, at every place that it applies to. */
    public List<Asked> asked(TargetGroup group) {
        List<Asked> asked = new ArrayList<>();
        ask(
                group,
                question -> question.demands().get().forEach(demand -> asked.add(new Asked(question.spot(), demand))));
        return Collections.unmodifiableList(asked);
    }

    /** The demands of {@link #asked}. */
    public List<Demand> demands(TargetGroup group) {
        return asked(group).stream().map(Asked::demand).toList();
    }

    /** A rule at a place. */
    private record Question(
            RuleCard card,
            Finding.Spot spot,
            Supplier<List<Evidence>> evidence,
            Supplier<Verdict> answer,
            Supplier<List<Demand>> demands) {}

    /** Puts every question about {@code group}, those of one rule after those of another. */
    private void ask(TargetGroup group, Consumer<Question> to) {
        List<Member> members = members(group);
        List<Link> links = links(group);
        for (Rule rule : rules) {
            RuleCard card = rule.card();
            Duration margin = policy.marginOf(card);
            switch (rule) {
                case Rule.OfTargetGroup ofGroup ->
                    to.accept(new Question(
                            card,
                            new Finding.Spot(group.place(), Optional.empty(), Optional.empty()),
                            () -> evidence(group, card),
                            () -> ofGroup.check(group, margin),
                            () -> ofGroup.demands(group, margin)));
                case Rule.OfMember ofMember ->
                    members.forEach(member -> to.accept(new Question(
                            card,
                            new Finding.Spot(
                                    member.chain().place(),
                                    Optional.empty(),
                                    Optional.of(member.party().product())),
                            () -> evidence(member.chain(), card),
                            () -> ofMember.check(member, margin),
                            () -> ofMember.demands(member, margin))));
                case Rule.OfLink ofLink ->
                    links.forEach(link -> to.accept(new Question(
                            card,
                            new Finding.Spot(
                                    link.chain().place(),
                                    Optional.of(link.caller().product()),
                                    Optional.of(link.callee().product())),
                            () -> evidence(link, card),
                            () -> ofLink.check(link, margin),
                            () -> ofLink.demands(link, margin))));
            }
        }
    }

    private static Verdict answer(Question question, Consumer<RuntimeException> onFault) {
        try {
            return question.answer().get();
        } catch (RuntimeException fault) {
            onFault.accept(fault);
            return Verdict.undecided(List.of(new Gap(
                    Text.verbatim(question.card().id()),
                    Text.of("the rule itself failed: %s", fault),
                    Text.of("report this with the snapshot (audit --save-snapshot)"))));
        }
    }

    /** One run of the judge. */
    private final class Session {

        private final List<Finding> findings = new ArrayList<>();
        private final List<Undecided> undecided = new ArrayList<>();
        private final List<Judgement.Fault> faults = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private Totals totals = Totals.NONE;

        private void note(Question question) {
            RuleCard card = question.card();
            Verdict verdict = answer(question, fault -> faults.add(new Judgement.Fault(card.id(), fault.toString())));
            totals = totals.and(verdict);
            answers.add(new Answer(card, question.spot(), verdict));
            switch (verdict) {
                case Verdict.Fail fail ->
                    findings.add(
                            finding(card, question.spot(), question.evidence().get(), fail));
                case Verdict.Undecided(List<Gap> gaps) -> undecided.add(new Undecided(card, question.spot(), gaps));
                case Verdict.Pass() -> {}
                case Verdict.NotApplicable(Text why) -> {}
            }
        }

        private Finding finding(RuleCard card, Finding.Spot spot, List<Evidence> evidence, Verdict.Fail fail) {
            Place place = spot.place();
            return new Finding(
                    card,
                    policy.severity(card, fail.severity()),
                    Confidence.in(fail.observed()),
                    spot,
                    fail.observed(),
                    fail.because(),
                    fail.repair().stream().map(remedy -> remedy.at(place)).toList(),
                    evidence,
                    fingerprint(card, spot, fail.observed()));
        }

        Judgement judgement() {
            return new Judgement(
                    merged(findings, Judge::sameButForPlace, Judge::together).stream()
                            .sorted(Finding.ORDER)
                            .toList(),
                    merged(undecided, Judge::sameButForPlace, Judge::together).stream()
                            .sorted(Undecided.ORDER)
                            .toList(),
                    totals,
                    faults.stream().distinct().toList(),
                    answers);
        }
    }

    /** The target group's own settings are judged as a member of its first chain: they are the same in all of them. */
    private static List<Member> members(TargetGroup group) {
        List<Member> members = new ArrayList<>();
        group.chains().stream()
                .limit(1)
                .map(chain -> new Member(chain, group.settings()))
                .forEach(members::add);
        group.chains().forEach(chain -> members.addAll(chain.members()));
        return members;
    }

    private static List<Link> links(TargetGroup group) {
        List<Link> links = new ArrayList<>();
        group.chains().forEach(chain -> links.addAll(chain.links()));
        return links;
    }

    private static List<Evidence> evidence(TargetGroup group, RuleCard card) {
        return group.chains().stream()
                .flatMap(chain -> evidence(chain, card).stream())
                .distinct()
                .toList();
    }

    private static List<Evidence> evidence(Chain chain, RuleCard card) {
        return chain.evidence().stream()
                .filter(seen -> seen.kind().supports().contains(card.id()))
                .toList();
    }

    private static List<Evidence> evidence(Link link, RuleCard card) {
        return evidence(link.chain(), card).stream()
                .filter(seen -> seen.kind().concerns(link))
                .toList();
    }

    /**
     * Names the defect, not its victims: hosts come and go every day, and a route is only one of the ways to meet it. Values
     * are left out, since a defect that somebody half repaired is still that defect.
     */
    private static String fingerprint(RuleCard card, Finding.Spot spot, List<Observation> observed) {
        Place place = spot.place();
        List<String> parts = new ArrayList<>(List.of(
                card.id(),
                place.loadBalancerArn(),
                place.targetGroupArn(),
                spot.caller().map(Product::id).orElse("-"),
                spot.callee().map(Product::id).orElse("-")));
        observed.stream()
                .map(seen -> seen.party() + "." + seen.setting())
                .distinct()
                .sorted()
                .forEach(parts::add);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static <T> Collection<T> merged(List<T> all, Function<T, Object> key, BinaryOperator<T> together) {
        Map<Object, T> byKey = new LinkedHashMap<>();
        all.forEach(one -> byKey.merge(key.apply(one), one, together));
        return byKey.values();
    }

    private static Object sameButForPlace(Finding finding) {
        return List.of(
                finding.rule().id(),
                finding.severity(),
                where(finding.spot()),
                finding.observed().stream()
                        .map(seen -> List.of(seen.party(), seen.setting(), seen.text(), seen.reading()))
                        .toList(),
                finding.because());
    }

    private static Object sameButForPlace(Undecided open) {
        return List.of(open.rule().id(), where(open.spot()), open.gaps());
    }

    private static Object where(Finding.Spot spot) {
        return List.of(
                spot.place().region(),
                spot.place().loadBalancerArn(),
                spot.place().targetGroupArn(),
                spot.caller(),
                spot.callee());
    }

    private static Finding together(Finding one, Finding other) {
        return new Finding(
                one.rule(),
                one.severity(),
                one.confidence(),
                together(one.spot(), other.spot()),
                one.observed(),
                one.because(),
                one.repair(),
                Stream.concat(one.evidence().stream(), other.evidence().stream())
                        .distinct()
                        .toList(),
                one.fingerprint());
    }

    private static Undecided together(Undecided one, Undecided other) {
        return new Undecided(one.rule(), together(one.spot(), other.spot()), one.gaps());
    }

    private static Finding.Spot together(Finding.Spot one, Finding.Spot other) {
        return new Finding.Spot(one.place().and(other.place()), one.caller(), one.callee());
    }
}
