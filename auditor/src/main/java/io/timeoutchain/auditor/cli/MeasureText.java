package io.timeoutchain.auditor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.json.StrictJson;
import io.timeoutchain.auditor.measure.Answer;
import io.timeoutchain.auditor.measure.Ending;
import io.timeoutchain.auditor.measure.IdleConnection;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, for a person and as JSON of the shape {@code measure/1} (docs/schema/measure-1.schema.json).
 *
 * @param slowPath what was asked for to see the response limit, if that was asked for
 */
record MeasureText(URI uri, @Nullable String slowPath, IdleConnection idle, Optional<Answer> answer) {

    /** The shape that {@link #json} writes. Keys may be added to it; none is taken away or given another meaning. */
    static final String SCHEMA = "measure/1";

    private static final JsonMapper JSON = StrictJson.builder().build();

    /** One line for each thing that was measured; what could not be observed has none. */
    String text(Phrases phrases) {
        return Stream.of(told(idle), answer.flatMap(MeasureText::told))
                .flatMap(Optional::stream)
                .map(line -> phrases.sentence(line) + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<Text> told(IdleConnection idle) {
        return switch (idle) {
            case IdleConnection.Ended(Duration after, Ending ending, int status, Optional<String> parting) ->
                Optional.of(Text.of(
                        "keep-alive      %s: the server %s the idle connection%s (response %d)",
                        hundredths(after),
                        Text.recorded(ending.word()),
                        parting.<Object>map(said -> Text.of(", saying \"%s\" first", said))
                                .orElse(""),
                        status));
            case IdleConnection.StillOpen(Duration waited, int status) ->
                Optional.of(Text.of(
                        "keep-alive      still open after %s: longer than that, not known how long (response %d)",
                        hundredths(waited), status));
            case IdleConnection.Announced(String by, int status) ->
                Optional.of(Text.of(
                        "keep-alive      none: the server announces the close of the connection (%s, response %d)",
                        by, status));
            case IdleConnection.Unobserved unobserved -> Optional.empty();
        };
    }

    private static Optional<Text> told(Answer answer) {
        return switch (answer) {
            case Answer.Given(int status, Duration after) ->
                Optional.of(Text.of(
                        status == 502 || status == 504
                                ? "response limit  %s: answered %d, which is somebody giving up"
                                : "response limit  %s: answered %d",
                        hundredths(after),
                        status));
            case Answer.Refused(Ending ending, Duration after) ->
                Optional.of(Text.of(
                        "response limit  %s: the server %s the connection without an answer",
                        hundredths(after), Text.recorded(ending.word())));
            case Answer.Awaited(Duration waited) ->
                Optional.of(Text.of(
                        "response limit  still waiting after %s: longer than that, not known how long",
                        hundredths(waited)));
            case Answer.Unobserved unobserved -> Optional.empty();
        };
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("url", uri.toString());
        keepAlive(root.putObject("keepAlive"));
        if (answer.isPresent()) {
            response(root.putObject("response").put("path", slowPath), answer.get());
        } else {
            root.putNull("response");
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keepAlive(ObjectNode node) {
        switch (idle) {
            case IdleConnection.Ended(Duration after, Ending ending, int status, Optional<String> parting) ->
                node.put("result", ending.word())
                        .put("seconds", rounded(after))
                        .put("status", status)
                        .put("parting", parting.orElse(null));
            case IdleConnection.StillOpen(Duration waited, int status) ->
                node.put("result", "open").put("seconds", rounded(waited)).put("status", status);
            case IdleConnection.Announced(String by, int status) ->
                node.put("result", "announced")
                        .putNull("seconds")
                        .put("status", status)
                        .put("by", by);
            case IdleConnection.Unobserved(Gap gap) -> unobserved(node, gap);
        }
    }

    private static void response(ObjectNode node, Answer answer) {
        switch (answer) {
            case Answer.Given(int status, Duration after) ->
                node.put("result", "answered").put("seconds", rounded(after)).put("status", status);
            case Answer.Refused(Ending ending, Duration after) ->
                node.put("result", ending.word()).put("seconds", rounded(after)).putNull("status");
            case Answer.Awaited(Duration waited) ->
                node.put("result", "open").put("seconds", rounded(waited)).putNull("status");
            case Answer.Unobserved(Gap gap) -> unobserved(node, gap);
        }
    }

    private static void unobserved(ObjectNode node, Gap gap) {
        node.put("result", "unobserved").putNull("seconds").putNull("status");
        node.putObject("gap")
                .put("subject", gap.subject().toString())
                .put("cause", gap.cause().toString())
                .put("remedy", gap.remedy().toString());
    }

    private static double rounded(Duration time) {
        return Durations.seconds(time.truncatedTo(ChronoUnit.MILLIS)).doubleValue();
    }

    /** To a hundredth: what is beyond it is the network's and the scheduler's. */
    private static Duration hundredths(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() / 10.0) * 10);
    }
}
