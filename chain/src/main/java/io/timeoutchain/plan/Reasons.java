package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Finding;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
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
    Text of(Finding finding) {
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
    private static Text noMatterOfValues(Finding finding) {
        return finding.repair().stream()
                .filter(repair -> repair.texts().isEmpty())
                .findFirst()
                .map(repair -> Text.of("it is no matter of a timer's value alone: %s", repair.text()))
                .orElse(Text.of("it is no matter of a timer's value"));
    }

    private static boolean isOf(Wants.Want want, Finding finding) {
        return want.mended().anyMatch(mend -> mend.isOf(finding));
    }

    private Text alone(Wants.Want want) {
        Demand demand = want.demand();
        boolean unread = Stream.concat(demand.lesser().stream(), Stream.of(demand.greater()))
                .anyMatch(timer -> timer.reading().known().isEmpty());
        if (unread) {
            return Text.of("what it also depends on could not be read");
        }
        int lesser = want.lesser().stream()
                .min(Comparator.comparingLong(this::nearest))
                .orElseThrow();
        return Text.of("%s, and %s", floor(lesser), roof(want.greater()));
    }

    private long nearest(int knob) {
        return wants.isMovable(knob) ? wants.least(knob) : wants.present(knob);
    }

    private Text together(Network.Clash clash) {
        Text between = Text.joined(
                "%s, %s",
                clash.path().stream()
                        .map(edge -> edge.gap() == 0
                                ? Text.of(
                                        "%s must be no less than %s (%s)",
                                        name(edge.greater()),
                                        name(edge.lesser()),
                                        edge.demand().rule().id())
                                : Text.of(
                                        "%s must be at least %s longer than %s (%s)",
                                        name(edge.greater()),
                                        Duration.ofMillis(edge.gap()),
                                        name(edge.lesser()),
                                        edge.demand().rule().id()))
                        .toList());
        return Text.of("%s, %s, but %s", floor(clash.from()), between, roof(clash.to()));
    }

    private Text floor(int knob) {
        return wants.isMovable(knob)
                ? Text.of("%s cannot be less than %s", name(knob), text(wants.least(knob)))
                : fixed(knob);
    }

    private Text roof(int knob) {
        return wants.isMovable(knob)
                ? Text.of("%s cannot be more than %s", name(knob), text(wants.most(knob)))
                : fixed(knob);
    }

    private Text fixed(int knob) {
        Timer timer = wants.knobs().timer(knob);
        return Text.of(
                "%s is %s and cannot be set here",
                name(knob), timer.reading().known().map(Bound::words).orElse(Text.of("not known")));
    }

    private Text name(int knob) {
        Setting setting = wants.knobs().timer(knob).setting();
        return setting.product() == Product.UNKNOWN
                ? Text.of("the idle limit of %s", setting.name())
                : Text.verbatim(SettingNames.of(setting));
    }

    private static Text text(long millis) {
        return Durations.words(Duration.ofMillis(millis));
    }
}
