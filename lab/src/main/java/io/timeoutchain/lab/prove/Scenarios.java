package io.timeoutchain.lab.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.prove.Scenario.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The scenarios, each in a folder beside this class with {@code scenario.json} and the configuration of the parties. */
public final class Scenarios {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> KEYS = Set.of(
            "rule",
            "title",
            "scale",
            "latency",
            "link",
            "image",
            "declared",
            "between",
            "dead",
            "edit",
            "tolerance",
            "repair",
            "steps",
            "failure",
            "fewer",
            "expect");

    private Scenarios() {}

    /** All scenarios, in the order in which the proof lists them. */
    public static List<Scenario> all() {
        return text("scenarios.txt")
                .orElseThrow()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Scenarios::named)
                .toList();
    }

    /**
     * The scenario of a folder.
     *
     * @throws IllegalArgumentException if there is none, or its {@code scenario.json} is wrong
     */
    public static Scenario named(String name) {
        String json = text(name + "/scenario.json")
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + name));
        try {
            return read(name, JSON.readTree(json));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + "/scenario.json: " + wrong.getMessage(), wrong);
        }
    }

    private static Scenario read(String name, JsonNode json) {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + unknown);
        }
        HostImage image = HostImage.valueOf(json.path("image").asText(HostImage.BOOKWORM.name()));
        Map<String, String> edit = new LinkedHashMap<>();
        json.path("edit")
                .properties()
                .forEach(entry ->
                        edit.put(entry.getKey(), file(name, entry.getValue().asText())));
        Map<Phase, Expectation> expected = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            expected.put(phase, expectation(required(json.path("expect"), phase.word())));
        }
        return new Scenario(
                name,
                required(json, "rule").asText(),
                required(json, "title").asText(),
                required(json, "scale").asDouble(),
                milliseconds(json.path("latency").asDouble(0.05)),
                Scenario.Link.of(required(json, "link").asText()),
                image,
                new Stack(image, files(name), declared(json.path("declared")), between(json.path("between"))),
                strings(json.path("dead")),
                edit,
                remedy(json.path("repair").asText("solver")),
                StreamSupport.stream(required(json, "steps").spliterator(), false)
                        .toList(),
                Failure.of(json.path("failure").asText(Failure.NOT_SERVED.words())),
                milliseconds(json.path("tolerance").asDouble(0.4)),
                json.path("fewer").asText(""),
                expected);
    }

    private static Expectation expectation(JsonNode json) {
        return new Expectation(
                strings(required(json, "answers")),
                Optional.ofNullable(json.get("endsFirst")).map(JsonNode::asText),
                seconds(json, "endsAfter"),
                seconds(json, "answeredAfter"));
    }

    private static Optional<Duration> seconds(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(value -> milliseconds(value.asDouble()));
    }

    private static Duration milliseconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static List<String> strings(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Remedy remedy(String text) {
        return switch (text) {
            case "solver" -> new Remedy.Repaired();
            case "as told" -> new Remedy.AsTold();
            default -> {
                if (!text.startsWith("derive ")) {
                    throw new IllegalArgumentException("no kind of repair: " + text);
                }
                yield new Remedy.Derived(Duration.ofSeconds(Long.parseLong(text.substring("derive ".length()))));
            }
        };
    }

    private static Map<String, Map<String, String>> declared(JsonNode json) {
        Map<String, Map<String, String>> declared = new LinkedHashMap<>();
        json.properties().forEach(party -> {
            Map<String, String> values = new LinkedHashMap<>();
            party.getValue()
                    .properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asText()));
            declared.put(party.getKey(), values);
        });
        return declared;
    }

    private static Map<String, Stack.Between> between(JsonNode json) {
        Map<String, Stack.Between> between = new LinkedHashMap<>();
        json.properties()
                .forEach(link -> between.put(
                        link.getKey(),
                        new Stack.Between(
                                required(link.getValue(), "name").asText(),
                                Duration.ofSeconds(
                                        required(link.getValue(), "idle").asLong()))));
        return between;
    }

    private static Map<String, String> files(String name) {
        Map<String, String> files = new LinkedHashMap<>();
        Stream.of(Stack.NGINX, Stack.GUNICORN)
                .forEach(file -> text(name + "/" + file).ifPresent(text -> files.put(file, text)));
        return files;
    }

    private static JsonNode required(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    private static String file(String scenario, String name) {
        return text(scenario + "/" + name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** A text beside this class. */
    static Optional<String> text(String path) {
        try (InputStream in = Scenarios.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
