package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Finding;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why something stays broken, in words. */
final class Reasons {

    private final Wants wants;
    private final Map<Integer, Network.Clash> left;

    /**
     * Reasons of one search.
     *
     * @param left what was given up, by its place among what is wanted, and the clash that it was given up for
     */
    Reasons(Wants wants, Map<Integer, Network.Clash> left) {
        this.wants = wants;
        this.left = left;
    }

    /** Why no change mends {@code finding}; the words follow "because". */
    String of(Finding finding) {
        Optional<Network.Clash> given = left.entrySet().stream()
                .filter(entry -> isOf(wants.kept().get(entry.getKey()), finding))
                .map(Map.Entry::getValue)
                .findFirst();
        if (given.isPresent()) {
            return together(given.get());
        }
        return wants.hopeless().stream()
                .filter(want -> isOf(want, finding) && !Wants.holds(want, wants.present()))
                .findFirst()
                .map(this::alone)
                .orElseGet(() -> noMatterOfValues(finding));
    }

    /** Where the rule itself has words and no line to write, they say what it takes: an upgrade, say. */
    private static String noMatterOfValues(Finding finding) {
        return finding.repair().stream()
                .filter(repair -> repair.texts().isEmpty())
                .findFirst()
                .map(repair -> "it is no matter of a timer's value alone: " + repair.text())
                .orElse("it is no matter of a timer's value");
    }

    private static boolean isOf(Wants.Want want, Finding finding) {
        return want.asked().stream()
                .anyMatch(one -> new RepairPlan.Mend(one.demand().rule(), one.spot()).isOf(finding));
    }

    private String alone(Wants.Want want) {
        Demand demand = want.demand();
        boolean unread = Stream.concat(demand.lesser().stream(), Stream.of(demand.greater()))
                .anyMatch(timer -> timer.reading().known().isEmpty());
        if (unread) {
            return "what it also depends on could not be read";
        }
        int lesser = want.lesser().stream()
                .min(Comparator.comparingLong(this::nearest))
                .orElseThrow();
        return floor(lesser) + ", and " + roof(want.greater());
    }

    private long nearest(int knob) {
        return wants.isMovable(knob) ? wants.least(knob) : wants.present(knob);
    }

    private String together(Network.Clash clash) {
        String between = clash.path().stream()
                .map(edge -> "%s must be %s %s (%s)"
                        .formatted(
                                name(edge.greater()),
                                edge.gap() == 0
                                        ? "no less than"
                                        : "at least %s longer than"
                                                .formatted(Durations.text(Duration.ofMillis(edge.gap()))),
                                name(edge.lesser()),
                                edge.demand().rule().id()))
                .collect(Collectors.joining(", "));
        return "%s, %s, but %s".formatted(floor(clash.from()), between, roof(clash.to()));
    }

    private String floor(int knob) {
        return wants.isMovable(knob)
                ? "%s cannot be less than %s".formatted(name(knob), text(wants.least(knob)))
                : fixed(knob);
    }

    private String roof(int knob) {
        return wants.isMovable(knob)
                ? "%s cannot be more than %s".formatted(name(knob), text(wants.most(knob)))
                : fixed(knob);
    }

    private String fixed(int knob) {
        Timer timer = wants.knobs().timer(knob);
        return "%s is %s and cannot be set here"
                .formatted(name(knob), timer.reading().known().map(Bound::text).orElse("not known"));
    }

    private String name(int knob) {
        Setting setting = wants.knobs().timer(knob).setting();
        return setting.product() == Product.UNKNOWN ? "the idle limit of " + setting.name() : SettingNames.of(setting);
    }

    private static String text(long millis) {
        return Durations.text(Duration.ofMillis(millis));
    }
}
