package io.timeoutchain.auditor.report.html;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Verdict;
import io.timeoutchain.rules.Rules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rules answered, looked up by place. */
final class Verdicts implements Picture.Verdicts {

    /** The laws that each rule speaks of, by the timers that it orders. */
    private static final Map<String, Set<Picture.Law>> LAWS = Rules.all().stream()
            .collect(Collectors.toMap(rule -> rule.card().id(), rule -> Stream.of(Picture.Law.values())
                    .filter(law -> rule.orderings().stream()
                            .flatMap(ordering -> Stream.of(ordering.lesser(), ordering.greater()))
                            .anyMatch(term -> law.concerns(term.role())))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Picture.Law.class)))));

    /** Two neighbours behind a target group; findings that several hosts share are told apart by their places. */
    private record Pair(String loadBalancerArn, String targetGroupArn, Product caller, Product callee) {
        static Optional<Pair> of(Finding.Spot spot) {
            return spot.caller().isPresent() && spot.callee().isPresent()
                    ? Optional.of(new Pair(
                            spot.place().loadBalancerArn(),
                            spot.place().targetGroupArn(),
                            spot.caller().get(),
                            spot.callee().get()))
                    : Optional.empty();
        }
    }

    private record At(Place place, Product caller, Product callee, Picture.Law law) {}

    /** A load balancer and a target group behind it. */
    private record Group(String loadBalancerArn, String targetGroupArn) {
        static Group of(Place place) {
            return new Group(place.loadBalancerArn(), place.targetGroupArn());
        }
    }

    private final Map<Pair, List<Finding>> findings = new HashMap<>();
    private final Map<Finding, String> anchors = new HashMap<>();
    private final Map<At, Picture.Answer> worst = new HashMap<>();
    private final Map<Group, Map<String, Set<Picture.Answer>>> byGroup = new HashMap<>();

    Verdicts(Judgement judgement) {
        for (Finding finding : judgement.findings()) {
            anchors.put(finding, "f" + (anchors.size() + 1));
            Pair.of(finding.spot()).ifPresent(pair -> findings.computeIfAbsent(pair, unseen -> new ArrayList<>())
                    .add(finding));
        }
        judgement.answers().forEach(answer -> {
            Picture.Answer short_ = shortened(answer.verdict());
            Finding.Spot spot = answer.spot();
            byGroup.computeIfAbsent(Group.of(spot.place()), unseen -> new TreeMap<>())
                    .computeIfAbsent(answer.rule().id(), unseen -> EnumSet.noneOf(Picture.Answer.class))
                    .add(short_);
            if (spot.caller().isPresent() && spot.callee().isPresent()) {
                LAWS.getOrDefault(answer.rule().id(), Set.of())
                        .forEach(law -> worst.merge(
                                new At(
                                        spot.place(),
                                        spot.caller().get(),
                                        spot.callee().get(),
                                        law),
                                short_,
                                (one, other) -> one.compareTo(other) <= 0 ? one : other));
            }
        });
    }

    private static Picture.Answer shortened(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass() -> Picture.Answer.PASS;
            case Verdict.Fail fail -> Picture.Answer.BROKEN;
            case Verdict.NotApplicable(Text why) -> Picture.Answer.NOT_APPLICABLE;
            case Verdict.Undecided open -> Picture.Answer.UNDECIDED;
        };
    }

    /** The name in the page of {@code finding}. */
    String anchor(Finding finding) {
        return anchors.getOrDefault(finding, "");
    }

    /** The rules that answered nothing but {@code answer}, or what says less, everywhere behind a target group. */
    List<String> rules(Place group, Picture.Answer answer) {
        return byGroup.getOrDefault(Group.of(group), Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .min(Picture.Answer::compareTo)
                        .filter(worst -> worst == answer)
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Picture.Relation at(Link link, Picture.Law law) {
        Product caller = link.caller().product();
        Product callee = link.callee().product();
        Place place = link.chain().place();
        Map<String, String> broken = new LinkedHashMap<>();
        Set<String> marked = new TreeSet<>();
        findings
                .getOrDefault(new Pair(place.loadBalancerArn(), place.targetGroupArn(), caller, callee), List.of())
                .stream()
                .filter(finding ->
                        LAWS.getOrDefault(finding.rule().id(), Set.of()).contains(law)
                                && finding.spot().place().hosts().containsAll(place.hosts())
                                && List.of(finding.spot().place().route().split(", "))
                                        .containsAll(List.of(place.route().split(", "))))
                .forEach(finding -> {
                    broken.put(anchor(finding), finding.rule().id());
                    finding.observed().forEach(seen -> marked.add(seen.party() + " " + seen.setting()));
                });
        return new Picture.Relation(
                worst.getOrDefault(new At(place, caller, callee, law), Picture.Answer.NOT_APPLICABLE), broken, marked);
    }
}
