package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule that could not be judged between two parties behind one target group, on whichever hosts; for formats that know
 * findings only, so that what could not be told is not taken there for fine.
 *
 * @param rule the rule
 * @param spot the first of the places
 * @param gaps everything that is missing
 */
record OpenQuestions(RuleCard rule, Finding.Spot spot, List<Gap> gaps) {

    OpenQuestions {
        gaps = gaps.stream().distinct().toList();
    }

    /** All of {@code undecided}, by rule, target group and parties, in their order. */
    static List<OpenQuestions> of(List<Undecided> undecided) {
        Map<String, OpenQuestions> byName = new LinkedHashMap<>();
        undecided.stream()
                .map(open -> new OpenQuestions(open.rule(), open.spot(), open.gaps()))
                .forEach(open -> byName.merge(open.name(), open, OpenQuestions::and));
        return List.copyOf(byName.values());
    }

    private OpenQuestions and(OpenQuestions other) {
        List<Gap> both = new ArrayList<>(gaps);
        both.addAll(other.gaps);
        return new OpenQuestions(rule, spot, both);
    }

    /** The same tomorrow, on whichever hosts. */
    String name() {
        return String.join(
                "/",
                "undecided",
                rule.id(),
                id(spot.caller()),
                id(spot.callee()),
                PlainText.name(spot.place().loadBalancerArn()),
                PlainText.name(spot.place().targetGroupArn()));
    }

    private static String id(Optional<Product> product) {
        return product.map(Product::id).orElse("-");
    }

    String title() {
        return "Could not be told: " + rule.title();
    }

    String description(Phrases phrases) {
        return gaps.stream().map(phrases::gap).collect(Collectors.joining(" "));
    }

    String remedy(Phrases phrases) {
        return gaps.stream()
                .map(gap -> phrases.sentence(gap.remedy()))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
