package io.timeoutchain.auditor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.report.Columns;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.plan.Conflict;
import io.timeoutchain.plan.PlanTexts;
import io.timeoutchain.plan.Reason;
import io.timeoutchain.plan.SettingNames;
import io.timeoutchain.plan.TimeoutPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A plan, or the reason why there is none, for a person and for a program. */
final class PlanText {

    private static final String SCHEMA = "plan/1";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Duration margin;
    private final Phrases phrases;

    /** Texts of plans that were derived with {@code margin}. */
    PlanText(Duration margin, Phrases phrases) {
        this.margin = margin;
        this.phrases = phrases;
    }

    /**
     * A table with one line for each setting.
     *
     * @param directory where the texts were written, if they were
     */
    String table(TimeoutPlan plan, Optional<Path> directory) {
        StringBuilder text = new StringBuilder(phrases.say(Text.of(
                        "A request may take %s. With a margin of %s everything else follows:",
                        plan.longestRequest(), margin))
                + "\n\n");
        int names = plan.entries().stream()
                .mapToInt(entry -> SettingNames.of(entry.setting()).length())
                .max()
                .orElse(0);
        int settings = plan.entries().stream()
                .mapToInt(entry -> entry.setting().name().length())
                .max()
                .orElse(0);
        String row = "%s  %s  %s%s  %s\n";
        String value = phrases.say(Text.of("VALUE"));
        text.append(row.formatted(
                Columns.padded(phrases.say(Text.of("NAME")), names),
                Columns.padded(phrases.say(Text.of("SETTING")), settings),
                " ".repeat(Math.max(0, 7 - Columns.of(value))),
                value,
                phrases.say(Text.of("FORCED BY"))));
        plan.entries().forEach(entry -> {
            String time = phrases.say(Durations.words(entry.value()));
            text.append(row.formatted(
                    Columns.padded(SettingNames.of(entry.setting()), names),
                    Columns.padded(entry.setting().name(), settings),
                    " ".repeat(Math.max(0, 7 - Columns.of(time))),
                    time,
                    phrases.say(entry.reason().text())));
        });
        if (!plan.remaining().isEmpty()) {
            text.append("\n%s\n".formatted(phrases.say(Text.of("What no timer mends:"))));
            plan.remaining()
                    .forEach(finding ->
                            text.append("  %s: %s\n".formatted(finding.rule().id(), phrases.say(finding.because()))));
        }
        directory.ifPresent(path -> {
            text.append("\n%s\n".formatted(phrases.say(Text.of("Written:"))));
            PlanTexts.of(plan).keySet().forEach(name -> text.append("  %s\n".formatted(path.resolve(name))));
        });
        return text.toString();
    }

    /** The plan as an object of schema {@code plan/1}. */
    String json(TimeoutPlan plan) {
        ObjectNode top = top();
        top.put("longestRequestSeconds", plan.longestRequest().toSeconds());
        ArrayNode settings = top.putArray("settings");
        plan.entries().forEach(entry -> {
            ObjectNode setting = settings.addObject();
            setting.put("name", SettingNames.of(entry.setting()));
            setting.put("party", entry.setting().product().id());
            setting.put("setting", entry.setting().name());
            setting.put("seconds", Durations.seconds(entry.value()));
            setting.put(
                    "rule",
                    entry.reason() instanceof Reason.Demanded demanded
                            ? demanded.rule().id()
                            : null);
            setting.put("reason", entry.reason().text().toString());
            setting.put(
                    "text",
                    entry.setting()
                            .writtenAs(entry.value(), Whereabouts.VARIABLES)
                            .orElse(null));
        });
        ArrayNode remaining = top.putArray("remaining");
        plan.remaining().forEach(finding -> remaining
                .addObject()
                .put("rule", finding.rule().id())
                .put("because", finding.because().toString()));
        ObjectNode texts = top.putObject("texts");
        PlanTexts.of(plan).forEach(texts::put);
        return print(top);
    }

    /** The conflict as an object of schema {@code plan/1}. */
    String json(Conflict conflict) {
        ObjectNode top = top();
        ObjectNode written = top.putObject("conflict");
        written.put("sentence", conflict.sentence().toString());
        written.set("least", limit(conflict.least()));
        ArrayNode steps = written.putArray("steps");
        conflict.steps().forEach(step -> steps.addObject()
                .put("rule", step.rule().id())
                .put("lesser", SettingNames.of(step.lesser()))
                .put("greater", SettingNames.of(step.greater()))
                .put("gapSeconds", Durations.seconds(step.gap())));
        written.set("most", limit(conflict.most()));
        written.put("together", conflict.together());
        ArrayNode nearest = written.putArray("nearest");
        conflict.nearest().forEach(value -> nearest.addObject()
                .put("name", SettingNames.of(value.setting()))
                .put("kind", kind(value.kind()))
                .put("seconds", Durations.seconds(value.value())));
        return print(top);
    }

    private ObjectNode top() {
        ObjectNode top = JSON.createObjectNode();
        top.put("schema", SCHEMA);
        top.put("marginSeconds", Durations.seconds(margin));
        return top;
    }

    private static ObjectNode limit(Conflict.Limit limit) {
        return JSON.createObjectNode()
                .put("name", SettingNames.of(limit.setting()))
                .put("kind", kind(limit.kind()))
                .put("seconds", Durations.seconds(limit.value()));
    }

    private static String kind(Conflict.Kind kind) {
        return switch (kind) {
            case PINNED -> "pinned";
            case LONGEST_REQUEST -> "longest-request";
            case FIXED -> "fixed";
            case RANGE -> "range";
        };
    }

    private static String print(ObjectNode top) {
        try {
            return JSON.writeValueAsString(top) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }
}
