package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.config.Configuration.Declaration;
import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.client.ClientReader;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.cloudfront.CloudFrontReader;
import io.timeoutchain.product.cloudfront.CloudFrontSettings;
import io.timeoutchain.product.django.DjangoReader;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.mysql.MysqlReader;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.network.KnownMiddlebox;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code timeout-chain.yaml}. Every problem is found before any is reported, each with its line and column. */
public final class ConfigurationReader {

    private static final List<String> TOP = List.of("margin", "margins", "severities", "declare");
    private static final List<String> DECLARATION = List.of(
            "load-balancer", "client", "before-load-balancer", "cloudfront", "django", "mysql", "before-database");
    private static final List<String> MIDDLEBOX = List.of("kind", "idle");

    /** Twice what any key needs. */
    private static final int DEEPEST = 10;

    /** How much of what somebody wrote a message repeats. */
    private static final int SHOWN = 60;

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private ConfigurationReader(String file) {
        this.file = file;
    }

    /**
     * Reads a configuration.
     *
     * @param file the file's name, for messages and for the source of what is declared in it
     * @param text its content
     * @throws ConfigurationException if it is no YAML, or says anything that has no meaning
     */
    public static Configuration read(String file, String text) throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(file);
        Configuration configuration = reader.parse(text);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    private Configuration parse(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            if (isTooDeep(new Parse(settings).parseString(text))) {
                return Configuration.NONE;
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.filter(node -> !(node instanceof ScalarNode nothing
                            && nothing.getValue().isEmpty()))
                    .map(this::configuration)
                    .orElse(Configuration.NONE);
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            problems.add("%s:%d:%d: not valid YAML: the character U+%04X may not stand here"
                    .formatted(
                            file,
                            before.chars().filter(c -> c == '\n').count() + 1,
                            before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1,
                            e.getCodePoint()));
        } catch (MarkedYamlEngineException e) {
            problems.add("%s: not valid YAML: %s"
                    .formatted(e.getProblemMark().map(this::at).orElse(file), firstLine(e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add("%s: not valid YAML: %s".formatted(file, firstLine(String.valueOf(e.getMessage()))));
        }
        return Configuration.NONE;
    }

    /** The library composes what is nested by calling itself, and so does not survive brackets without end. */
    private boolean isTooDeep(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
            if (depth > DEEPEST) {
                problems.add("%s: nothing in this file is nested more than %d deep"
                        .formatted(event.getStartMark().map(this::at).orElse(file), DEEPEST));
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read");
    }

    private Configuration configuration(Node root) {
        Map<String, Node> keys = mapping(root, TOP, "the configuration");
        return new Configuration(
                new JudgePolicy(
                        Optional.ofNullable(keys.get("margin"))
                                .flatMap(this::duration)
                                .orElse(JudgePolicy.DEFAULT.margin()),
                        byRule(keys, "margins", this::duration),
                        byRule(keys, "severities", this::severity)),
                items(keys, "declare").stream().map(this::declaration).toList());
    }

    private <T> Map<String, T> byRule(Map<String, Node> keys, String key, Function<Node, Optional<T>> value) {
        List<String> ids = Rules.all().stream().map(rule -> rule.card().id()).toList();
        Map<String, T> byRule = new LinkedHashMap<>();
        Optional.ofNullable(keys.get(key)).ifPresent(node -> mapping(node, ids, key)
                .forEach((id, given) -> value.apply(given).ifPresent(known -> byRule.put(id, known))));
        return byRule;
    }

    private Declaration declaration(Node node) {
        Map<String, Node> keys = mapping(node, DECLARATION, "a declaration");
        return new Declaration(
                Optional.ofNullable(keys.get("load-balancer"))
                        .flatMap(this::text)
                        .map(Glob::new)
                        .orElse(Glob.ANY),
                party(keys, "client", ClientSettings.ALL, ClientReader::party),
                middleboxes(keys, "before-load-balancer"),
                party(keys, "cloudfront", CloudFrontSettings.ALL, CloudFrontReader::party),
                party(keys, "django", DjangoSettings.ALL, DjangoReader::party),
                party(keys, "mysql", MysqlSettings.ALL, MysqlReader::party),
                middleboxes(keys, "before-database"));
    }

    /** A party with its product's own names and units; what its reader cannot make sense of is a problem of the file. */
    private Optional<Party> party(
            Map<String, Node> keys, String key, List<Setting> settings, Function<Attributes, Party> reader) {
        Node node = keys.get(key);
        if (node == null) {
            return Optional.empty();
        }
        List<String> names = Stream.concat(
                        settings.stream().map(Setting::name),
                        key.equals(Product.CLOUDFRONT.id())
                                ? Stream.of(CloudFrontSettings.CONNECTION_ATTEMPTS)
                                : Stream.of())
                .toList();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Source> sources = new LinkedHashMap<>();
        Map<String, Node> given = mapping(node, names, key);
        given.forEach((name, value) -> text(value).ifPresent(text -> {
            values.put(name, text);
            sources.put(name, source(value));
        }));
        Party party = reader.apply(Attributes.located(values, name -> sources.getOrDefault(name, new Source(file))));
        given.forEach((name, value) -> party.gaps().stream()
                .filter(gap -> gap.subject().toString().equals(name))
                .forEach(gap ->
                        problem(value, "%s, not %s".formatted(gap.remedy(), shown(values.getOrDefault(name, ""))))));
        return Optional.of(party);
    }

    private List<Middlebox> middleboxes(Map<String, Node> keys, String key) {
        return items(keys, key).stream()
                .flatMap(node -> middlebox(node).stream())
                .toList();
    }

    private Optional<Middlebox> middlebox(Node node) {
        if (node instanceof ScalarNode) {
            return known(node).map(KnownMiddlebox::withItsDefault);
        }
        Map<String, Node> keys = mapping(node, MIDDLEBOX, "a middlebox");
        Node kind = keys.get("kind");
        Node idle = keys.get("idle");
        if (kind == null || idle == null) {
            problem(node, "a middlebox is a name, or a mapping with \"kind\" and \"idle\"");
            return Optional.empty();
        }
        return known(kind).flatMap(known -> duration(idle).map(limit -> known.with(limit, source(idle))));
    }

    private Source source(Node node) {
        return Source.line(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }

    private Optional<KnownMiddlebox> known(Node node) {
        Optional<String> text = text(node);
        Optional<KnownMiddlebox> known = text.flatMap(KnownMiddlebox::of);
        if (text.isPresent() && known.isEmpty()) {
            List<String> ids = Arrays.stream(KnownMiddlebox.values())
                    .map(KnownMiddlebox::id)
                    .toList();
            problem(node, "no middlebox is called %s%s".formatted(shown(text.get()), Suggestion.of(text.get(), ids)));
        }
        return known;
    }

    private Optional<Severity> severity(Node node) {
        Optional<String> text = text(node);
        Optional<Severity> severity = text.flatMap(Severity::of);
        if (text.isPresent() && severity.isEmpty()) {
            problem(node, "a severity is high, medium, low or info, not %s".formatted(shown(text.get())));
        }
        return severity;
    }

    private Optional<Duration> duration(Node node) {
        Optional<String> text = text(node);
        Optional<Duration> duration = text.flatMap(DurationText::parse);
        if (text.isPresent() && duration.isEmpty()) {
            problem(
                    node,
                    "a duration is a number with its unit, such as 5s, 500ms, 2m or 1h30m, not %s"
                            .formatted(shown(text.get())));
        }
        return duration;
    }

    private Optional<String> text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(node, "one value is expected here");
        return Optional.empty();
    }

    private List<Node> items(Map<String, Node> keys, String key) {
        Node node = keys.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, "\"%s\" is a list: begin each item with \"- \"".formatted(key));
        return List.of();
    }

    private Map<String, Node> mapping(Node node, List<String> allowed, String what) {
        Map<String, Node> keys = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "%s is written as \"key: value\" lines".formatted(what));
            return keys;
        }
        for (NodeTuple entry : mapping.getValue()) {
            Optional<String> key = text(entry.getKeyNode());
            if (key.isEmpty()) {
                continue;
            }
            if (allowed.contains(key.get())) {
                if (keys.put(key.get(), entry.getValueNode()) != null) {
                    problem(entry.getKeyNode(), "%s is given twice".formatted(shown(key.get())));
                }
            } else {
                problem(
                        entry.getKeyNode(),
                        "%s has no key %s%s".formatted(what, shown(key.get()), Suggestion.of(key.get(), allowed)));
            }
        }
        return keys;
    }

    private static String shown(String written) {
        return "\"%s\"".formatted(written.length() <= SHOWN ? written : written.substring(0, SHOWN) + "…");
    }

    private void problem(Node node, String what) {
        problems.add("%s: %s".formatted(node.getStartMark().map(this::at).orElse(file), what));
    }

    private String at(Mark mark) {
        return "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
