package io.timeoutchain.auditor.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.network.KnownMiddlebox;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rules.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The JSON Schema of {@code timeout-chain.yaml}, made from what the reader itself goes by, so that editors complete the file. */
public final class ConfigurationSchema {

    /** As {@link DurationText} reads it. */
    private static final String DURATION = "^(?=.)(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,9}s)?(\\d{1,9}ms)?$";

    private static final Map<String, String> DESCRIPTIONS = descriptions();

    private ConfigurationSchema() {}

    /** The schema of a file that may give {@code options} too, ending with a newline. */
    public static String text(List<KnownOption> options) {
        try {
            DefaultIndenter newline = new DefaultIndenter("  ", "\n");
            return JsonMapper.builder()
                            .build()
                            .writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(newline)
                                    .withArrayIndenter(newline))
                            .writeValueAsString(whole(options))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists of texts can always be written", e);
        }
    }

    private static Map<String, Object> whole(List<KnownOption> options) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("$id", "urn:timeout-chain:schema:timeout-chain-1.schema.json");
        whole.put("title", "timeout-chain.yaml");
        whole.put(
                "description",
                "What an audit cannot read from outside, and what you decide about it. Everything is optional.");
        Map<String, Object> keys = new LinkedHashMap<>();
        ConfigurationReader.TOP.forEach(key -> keys.put(key, top(key, options)));
        options.stream()
                .filter(option -> option.command().equals(KnownOption.MAIN_COMMAND))
                .filter(option -> !keys.containsKey(option.name()))
                .forEach(option -> keys.put(option.name(), option(option)));
        whole.putAll(object(keys));
        whole.put("type", List.of("object", "null"));
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(
                "duration",
                Map.of("type", "string", "pattern", DURATION, "examples", List.of("500ms", "5s", "2m", "1h30m")));
        parts.put("rule", Map.of("enum", Rules.ids()));
        parts.put(
                "severity",
                Map.of(
                        "enum",
                        Arrays.stream(Severity.values()).map(Severity::id).toList()));
        parts.put(
                "margins",
                Map.of("type", "object", "propertyNames", ref("rule"), "additionalProperties", ref("duration")));
        parts.put(
                "severities",
                Map.of("type", "object", "propertyNames", ref("rule"), "additionalProperties", ref("severity")));
        parts.put("profile", object(each(ConfigurationReader.PROFILE, key -> described(key, policy(key)))));
        parts.put("declaration", object(each(ConfigurationReader.DECLARATION, ConfigurationSchema::declared)));
        parts.put("middlebox", middlebox());
        parts.put("suppression", suppression());
        parts.put("glob", Map.of("type", List.of("string", "integer"), "pattern", "\\S"));
        parts.replaceAll((name, part) -> part instanceof Map<?, ?> map ? sorted(map) : part);
        whole.put("$defs", parts);
        return whole;
    }

    private static Map<String, Object> top(String key, List<KnownOption> options) {
        return described(
                key,
                switch (key) {
                    case "margin-profile" ->
                        Map.of("type", "string", "examples", List.copyOf(MarginProfile.BUILT_IN.keySet()));
                    case "margin-profiles" ->
                        Map.of(
                                "type",
                                "object",
                                "propertyNames",
                                Map.of("not", Map.of("enum", List.copyOf(MarginProfile.BUILT_IN.keySet()))),
                                "additionalProperties",
                                ref("profile"));
                    case "declare" -> Map.of("type", "array", "items", ref("declaration"));
                    case "suppress" -> Map.of("type", "array", "items", ref("suppression"));
                    case "commands" -> commands(options);
                    default -> policy(key);
                });
    }

    private static Map<String, Object> policy(String key) {
        return key.equals("margin") ? ref("duration") : ref(key);
    }

    private static Map<String, Object> commands(List<KnownOption> options) {
        Map<String, Map<String, Object>> commands = new LinkedHashMap<>();
        options.stream()
                .filter(option -> !option.command().equals(KnownOption.MAIN_COMMAND))
                .forEach(option -> commands.computeIfAbsent(option.command(), unseen -> new LinkedHashMap<>())
                        .put(option.name(), option(option)));
        Map<String, Object> objects = new LinkedHashMap<>();
        commands.forEach((command, keys) -> objects.put(command, object(keys)));
        return object(objects);
    }

    private static Map<String, Object> option(KnownOption option) {
        Map<String, Object> one = option.choices().isEmpty()
                ? Map.of("type", List.of("string", "integer"))
                : Map.of("enum", option.choices());
        Map<String, Object> several = Map.of("type", "array", "items", one);
        Map<String, Object> named = Map.of("type", "object", "additionalProperties", one);
        return saying(
                option.description(),
                switch (option.kind()) {
                    case FLAG -> Map.of("type", "boolean");
                    case TEXT -> one;
                    case LIST -> Map.of("anyOf", List.of(one, several));
                    case MAP -> Map.of("anyOf", List.of(one, several, named));
                });
    }

    private static Map<String, Object> declared(String key) {
        return described(
                key,
                switch (key) {
                    case "load-balancer" -> ref("glob");
                    case "before-load-balancer", "before-database" ->
                        Map.of("type", "array", "items", ref("middlebox"));
                    default ->
                        ConfigurationReader.PARTIES.stream()
                                .filter(party -> party.key().equals(key))
                                .findFirst()
                                .map(ConfigurationSchema::party)
                                .orElseThrow();
                });
    }

    /** The reader of each product is asked which words and numbers it takes. */
    private static Map<String, Object> party(ConfigurationReader.Declarable declarable) {
        return object(each(declarable.names(), name -> {
            Optional<Setting.Range> range = declarable.settings().stream()
                    .filter(setting -> setting.name().equals(name))
                    .findFirst()
                    .flatMap(Setting::range);
            List<Object> forms = new ArrayList<>();
            Map<String, Object> number = new LinkedHashMap<>();
            number.put("type", "integer");
            Stream.of(0L, 1L)
                    .filter(value -> takes(declarable, name, String.valueOf(value)))
                    .findFirst()
                    .ifPresent(least -> number.put("minimum", least));
            most(declarable, name).ifPresent(most -> number.put("maximum", most));
            forms.add(number);
            List<String> words = Stream.of("never", "None")
                    .filter(word -> takes(declarable, name, word))
                    .toList();
            if (!words.isEmpty()) {
                forms.add(Map.of("enum", words));
            }
            String unit = name.equals("max_execution_time") ? "milliseconds" : "seconds";
            boolean counts = declarable.settings().stream()
                    .noneMatch(setting -> setting.name().equals(name));
            return saying(
                    "%s of %s, %s%s"
                            .formatted(
                                    name,
                                    declarable.key(),
                                    counts ? "a number" : "in " + unit,
                                    range.map(limits -> "; its platform takes " + limits.text())
                                            .orElse("")),
                    forms.size() == 1 ? number : Map.of("anyOf", forms));
        }));
    }

    /** The greatest number that is taken, where that is a small one. */
    private static Optional<Long> most(ConfigurationReader.Declarable declarable, String name) {
        return takes(declarable, name, "1000000")
                ? Optional.empty()
                : Stream.iterate(1_000L, number -> number >= 1, number -> number - 1)
                        .filter(number -> takes(declarable, name, String.valueOf(number)))
                        .findFirst();
    }

    private static boolean takes(ConfigurationReader.Declarable declarable, String name, String value) {
        Party party = declarable.reader().apply(Attributes.located(Map.of(name, value), unseen -> new Source(name)));
        return party.gaps().stream().noneMatch(gap -> gap.subject().toString().equals(name));
    }

    private static Map<String, Object> middlebox() {
        Map<String, Object> kinds = Map.of(
                "enum",
                Arrays.stream(KnownMiddlebox.values()).map(KnownMiddlebox::id).toList());
        Map<String, Object> own = object(each(
                ConfigurationReader.MIDDLEBOX, key -> described(key, key.equals("kind") ? kinds : ref("duration"))));
        own.put("required", ConfigurationReader.MIDDLEBOX);
        return Map.of("anyOf", List.of(kinds, own));
    }

    private static Map<String, Object> suppression() {
        Map<String, Object> whole = object(each(
                ConfigurationReader.SUPPRESSION,
                key -> described(
                        key.equals("load-balancer") ? "suppressed-load-balancer" : key,
                        switch (key) {
                            case "rule" -> ref("rule");
                            case "reason" -> Map.of("type", "string", "pattern", "\\S");
                            case "expires" ->
                                Map.of("type", "string", "format", "date", "pattern", "^\\d{4}-\\d{2}-\\d{2}$");
                            default -> ref("glob");
                        })));
        whole.put("required", List.of("rule", "load-balancer", "reason", "expires"));
        return whole;
    }

    private static Map<String, Object> each(List<String> keys, Function<String, Object> schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key, schema.apply(key)));
        return properties;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("additionalProperties", false);
        object.put("properties", properties);
        return object;
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    /** Every key has a description: an editor shows it. */
    private static Map<String, Object> described(String key, Map<String, Object> schema) {
        String description = DESCRIPTIONS.get(key);
        if (description == null) {
            throw new IllegalStateException("nobody has described " + key);
        }
        return saying(description, schema);
    }

    private static Map<String, Object> saying(String description, Map<String, Object> schema) {
        Map<String, Object> saying = new LinkedHashMap<>();
        saying.put("description", description);
        saying.putAll(sorted(schema));
        return saying;
    }

    /** In a fixed order: what {@link Map#of} holds has none. */
    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        map.entrySet().stream()
                .sorted((one, other) -> String.valueOf(one.getKey()).compareTo(String.valueOf(other.getKey())))
                .forEach(entry -> sorted.put(String.valueOf(entry.getKey()), inside(entry.getValue())));
        return sorted;
    }

    private static Object inside(Object value) {
        return switch (value) {
            case LinkedHashMap<?, ?> inOrder -> inOrder;
            case Map<?, ?> map -> sorted(map);
            case List<?> list -> list.stream().map(ConfigurationSchema::inside).toList();
            default -> value;
        };
    }

    private static Map<String, String> descriptions() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(
                "margin",
                "By how much one timer should outlast another before it counts as safe; 5s unless said otherwise.");
        texts.put("margins", "The same, for single rules.");
        texts.put("severities", "What you think of single rules; --fail-on compares with this.");
        texts.put(
                "margin-profile",
                "The profile to judge by: strict (10s), default (5s), relaxed (1s), or one of margin-profiles. It replaces margin, margins and severities where it says something of them.");
        texts.put("margin-profiles", "Profiles of your own, by name.");
        texts.put(
                "declare",
                "Parties that nobody can read from outside. For each load balancer the first declaration that matches counts, party by party.");
        texts.put("suppress", "Findings to live with for some time: they are reported as suppressed and do not count.");
        texts.put("commands", "Options of commands other than audit, whose options stand at the top.");
        texts.put("load-balancer", "The load balancers' name; * and ? stand for characters. All of them if left out.");
        texts.put("client", "Whoever calls the load balancer (or CloudFront).");
        texts.put("before-load-balancer", "What stands before the load balancer and forgets idle connections.");
        texts.put("cloudfront", "The distribution whose origin is the load balancer.");
        texts.put("django", "The application; request-limit is whatever ends one of its requests.");
        texts.put("mysql", "The database, in the variables of the server.");
        texts.put("before-database", "What stands before the database and forgets idle connections.");
        texts.put("kind", "What it is.");
        texts.put("idle", "After how long it forgets an idle connection.");
        texts.put("rule", "The rule, as \"timeout-chain rules\" lists it.");
        texts.put("suppressed-load-balancer", "The load balancers' name or ARN; * and ? stand for characters.");
        texts.put("target-group", "The target groups' name or ARN.");
        texts.put("host", "The hosts, by instance id or address.");
        texts.put("account", "The account id.");
        texts.put("region", "The region.");
        texts.put("reason", "Why, for whoever reads the report.");
        texts.put("expires", "The last day, in UTC, on which it holds.");
        return texts;
    }
}
