package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.config.Configuration.Declaration;
import io.timeoutchain.auditor.config.Configuration.GivenOption;
import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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

    static final List<String> TOP = List.of(
            "margin", "margins", "severities", "margin-profile", "margin-profiles", "declare", "suppress", "commands");
    static final List<String> PROFILE = List.of("margin", "margins", "severities");
    static final List<String> DECLARATION = List.of(
            "load-balancer", "client", "before-load-balancer", "cloudfront", "django", "mysql", "before-database");
    static final List<String> SUPPRESSION =
            List.of("rule", "load-balancer", "target-group", "host", "account", "region", "reason", "expires");
    static final List<String> MIDDLEBOX = List.of("kind", "idle");

    private static final Declarable CLIENT = new Declarable("client", ClientSettings.ALL, ClientReader::party);
    private static final Declarable CLOUDFRONT =
            new Declarable("cloudfront", CloudFrontSettings.ALL, CloudFrontReader::party);
    private static final Declarable DJANGO = new Declarable("django", DjangoSettings.ALL, DjangoReader::party);
    private static final Declarable MYSQL = new Declarable("mysql", MysqlSettings.ALL, MysqlReader::party);

    /** The parties that can be declared. */
    static final List<Declarable> PARTIES = List.of(CLIENT, CLOUDFRONT, DJANGO, MYSQL);

    /** Twice what any key needs. */
    private static final int DEEPEST = 10;

    /** How much of what somebody wrote a message repeats. */
    private static final int SHOWN = 60;

    private final String file;
    private final List<KnownOption> options;
    private final List<Text> problems = new ArrayList<>();

    private ConfigurationReader(String file, List<KnownOption> options) {
        this.file = file;
        this.options = options;
    }

    /**
     * A party that can be declared.
     *
     * @param key its key
     * @param settings what can be said of it
     * @param reader what makes a party of it
     */
    record Declarable(String key, List<Setting> settings, Function<Attributes, Party> reader) {

        /** The keys below its own. */
        List<String> names() {
            return Stream.concat(
                            settings.stream().map(Setting::name),
                            key.equals(Product.CLOUDFRONT.id())
                                    ? Stream.of(CloudFrontSettings.CONNECTION_ATTEMPTS)
                                    : Stream.of())
                    .toList();
        }
    }

    /**
     * What a file says, and what is wrong with it.
     *
     * @param configuration what has a meaning
     * @param problems what has none, each with file, line and column
     */
    public record Inspected(Configuration configuration, List<Text> problems) {
        public Inspected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a configuration.
     *
     * @param file the file's name, for messages and for the source of what is declared in it
     * @param text its content
     * @throws ConfigurationException if it is no YAML, or says anything that has no meaning
     */
    public static Configuration read(String file, String text) throws ConfigurationException {
        return read(file, text, List.of());
    }

    /**
     * As {@link #read(String, String)}, of a file that may give {@code options} too.
     *
     * @throws ConfigurationException if it is no YAML, or says anything that has no meaning
     */
    public static Configuration read(String file, String text, List<KnownOption> options)
            throws ConfigurationException {
        Inspected inspected = inspect(file, text, options);
        if (!inspected.problems().isEmpty()) {
            throw new ConfigurationException(inspected.problems());
        }
        return inspected.configuration();
    }

    /** As {@link #read(String, String, List)}, keeping what has a meaning although something else has none. */
    public static Inspected inspect(String file, String text, List<KnownOption> options) {
        ConfigurationReader reader = new ConfigurationReader(file, options);
        return new Inspected(reader.parse(text), reader.problems);
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
            problem(
                    at(
                            before.chars().filter(c -> c == '\n').count(),
                            before.codePointCount(before.lastIndexOf('\n') + 1, before.length())),
                    notYaml(Text.of("the character %s may not stand here", "U+%04X".formatted(e.getCodePoint()))));
        } catch (MarkedYamlEngineException e) {
            problem(e.getProblemMark().map(this::at).orElse(file), notYaml(firstLine(e.getProblem())));
        } catch (YamlEngineException e) {
            problem(file, notYaml(firstLine(String.valueOf(e.getMessage()))));
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
                problem(
                        event.getStartMark().map(this::at).orElse(file),
                        Text.of("nothing in this file is nested more than %d deep", DEEPEST));
                return true;
            }
        }
        return false;
    }

    private static Text notYaml(Text why) {
        return Text.of("not valid YAML: %s", why);
    }

    private static Text firstLine(String message) {
        return message.lines().findFirst().map(Text::verbatim).orElse(Text.of("it cannot be read"));
    }

    private Configuration configuration(Node root) {
        List<KnownOption> main = options.stream()
                .filter(option -> option.command().equals(KnownOption.MAIN_COMMAND))
                .toList();
        Map<String, Node> keys = mapping(
                root,
                Stream.concat(TOP.stream(), main.stream().map(KnownOption::name))
                        .distinct()
                        .toList(),
                Text.of("the configuration"));
        Map<String, MarginProfile> profiles = new LinkedHashMap<>(MarginProfile.BUILT_IN);
        Optional.ofNullable(keys.get("margin-profiles"))
                .ifPresent(node -> named(node, "margin-profiles").forEach((name, value) -> {
                    if (MarginProfile.BUILT_IN.containsKey(name)) {
                        problem(value, Text.of("the profile %s is built in: give yours another name", shown(name)));
                    } else {
                        profiles.put(name, profile(value));
                    }
                }));
        MarginProfile own = profile(keys);
        return new Configuration(
                own.over(JudgePolicy.DEFAULT),
                profiles,
                Optional.ofNullable(keys.get("margin-profile")).flatMap(node -> chosen(node, profiles)),
                items(keys, "declare").stream().map(this::declaration).toList(),
                items(keys, "suppress").stream()
                        .flatMap(node -> suppression(node).stream())
                        .toList(),
                Stream.concat(given(keys, main), commands(keys)).toList());
    }

    private MarginProfile profile(Node node) {
        return profile(mapping(node, PROFILE, Text.of("a profile")));
    }

    private MarginProfile profile(Map<String, Node> keys) {
        return new MarginProfile(
                Optional.ofNullable(keys.get("margin")).flatMap(this::duration),
                byRule(keys, "margins", this::duration),
                byRule(keys, "severities", this::severity));
    }

    private Optional<String> chosen(Node node, Map<String, MarginProfile> profiles) {
        Optional<String> name = text(node);
        if (name.isPresent() && !profiles.containsKey(name.get())) {
            List<String> names = List.copyOf(profiles.keySet());
            problem(node, Text.of("there is no profile %s%s", shown(name.get()), Suggestion.of(name.get(), names)));
            return Optional.empty();
        }
        return name;
    }

    /** The options of the other commands. */
    private Stream<GivenOption> commands(Map<String, Node> keys) {
        Node node = keys.get("commands");
        if (node == null) {
            return Stream.of();
        }
        List<String> names = options.stream()
                .map(KnownOption::command)
                .filter(command -> !command.equals(KnownOption.MAIN_COMMAND))
                .distinct()
                .toList();
        return mapping(node, names, Text.verbatim("\"commands\"")).entrySet().stream()
                .flatMap(command -> {
                    List<KnownOption> known = options.stream()
                            .filter(option -> option.command().equals(command.getKey()))
                            .toList();
                    return given(
                            mapping(
                                    command.getValue(),
                                    known.stream().map(KnownOption::name).toList(),
                                    Text.verbatim(shown(command.getKey()))),
                            known);
                });
    }

    private Stream<GivenOption> given(Map<String, Node> keys, List<KnownOption> known) {
        return known.stream()
                .flatMap(option -> Optional.ofNullable(keys.get(option.name()))
                        .map(node -> new GivenOption(option, values(option, node), at(node)))
                        .filter(given -> !given.values().isEmpty())
                        .stream());
    }

    private List<String> values(KnownOption option, Node node) {
        List<String> values =
                switch (option.kind()) {
                    case FLAG, TEXT -> text(node).stream().toList();
                    case LIST -> texts(node);
                    case MAP ->
                        node instanceof MappingNode
                                ? named(node, option.name()).entrySet().stream()
                                        .flatMap(entry -> text(entry.getValue()).stream()
                                                .map(value -> entry.getKey() + "=" + value))
                                        .toList()
                                : texts(node);
                };
        List<String> choices = option.kind() == KnownOption.Kind.FLAG ? List.of("true", "false") : option.choices();
        return values.stream()
                .filter(value -> {
                    boolean known = choices.isEmpty() || choices.contains(value);
                    if (!known) {
                        problem(
                                node,
                                Text.of("%s has no %s%s", option.name(), shown(value), Suggestion.of(value, choices)));
                    }
                    return known;
                })
                .toList();
    }

    /** One value, or a list of them. */
    private List<String> texts(Node node) {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .flatMap(item -> text(item).stream())
                        .toList()
                : text(node).stream().toList();
    }

    private <T> Map<String, T> byRule(Map<String, Node> keys, String key, Function<Node, Optional<T>> value) {
        Map<String, T> byRule = new LinkedHashMap<>();
        Optional.ofNullable(keys.get(key)).ifPresent(node -> mapping(node, Rules.ids(), Text.verbatim(key))
                .forEach((id, given) -> value.apply(given).ifPresent(known -> byRule.put(id, known))));
        return byRule;
    }

    private Declaration declaration(Node node) {
        Map<String, Node> keys = mapping(node, DECLARATION, Text.of("a declaration"));
        return new Declaration(
                at(node),
                glob(keys, "load-balancer"),
                party(keys, CLIENT),
                middleboxes(keys, "before-load-balancer"),
                party(keys, CLOUDFRONT),
                party(keys, DJANGO),
                party(keys, MYSQL),
                middleboxes(keys, "before-database"));
    }

    /** A suppression, or nothing where anything is missing or has no meaning: nothing is suppressed by accident. */
    private Optional<Suppression> suppression(Node node) {
        Map<String, Node> keys = mapping(node, SUPPRESSION, Text.of("a suppression"));
        if (!(node instanceof MappingNode)) {
            return Optional.empty();
        }
        Optional<String> rule =
                required(node, keys, "rule", Text.of("write which rule, as \"timeout-chain rules\" lists them"));
        Optional<String> balancer =
                required(node, keys, "load-balancer", Text.of("write for which load balancers, or \"*\""));
        Optional<String> reason = required(node, keys, "reason", Text.of("write why, for whoever reads the report"));
        Optional<LocalDate> expires = required(
                        node, keys, "expires", Text.of("write the last day on which it holds: 2027-03-31"))
                .flatMap(text -> date(keys.getOrDefault("expires", node), text));
        if (rule.isEmpty() || balancer.isEmpty() || reason.isEmpty() || expires.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Suppression(
                rule.get(),
                new Glob(balancer.get()),
                glob(keys, "target-group"),
                glob(keys, "host"),
                glob(keys, "account"),
                glob(keys, "region"),
                reason.get(),
                expires.get(),
                source(node),
                at(node)));
    }

    private Optional<String> required(Node node, Map<String, Node> keys, String key, Text remedy) {
        Node value = keys.get(key);
        if (value == null) {
            problem(node, Text.of("a suppression needs \"%s\": %s", key, remedy));
            return Optional.empty();
        }
        Optional<String> text = text(value);
        if (text.isPresent() && text.get().isBlank()) {
            problem(value, Text.of("\"%s\" is empty: %s", key, remedy));
            return Optional.empty();
        }
        return text;
    }

    private Optional<LocalDate> date(Node node, String text) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(LocalDate.parse(text));
            }
        } catch (DateTimeParseException noSuchDay) {
            // As what has another form.
        }
        problem(node, Text.of("a day is written as year-month-day, such as 2027-03-31, not %s", shown(text)));
        return Optional.empty();
    }

    /** What is said to match; everything where nothing is said. */
    private Glob glob(Map<String, Node> keys, String key) {
        Node node = keys.get(key);
        if (node == null) {
            return Glob.ANY;
        }
        return text(node)
                .filter(text -> {
                    if (text.isBlank()) {
                        problem(node, Text.of("\"%s\" is empty: leave it out, or write \"*\"", key));
                    }
                    return !text.isBlank();
                })
                .map(Glob::new)
                .orElse(Glob.ANY);
    }

    /** A party with its product's own names and units; what its reader cannot make sense of is a problem of the file. */
    private Optional<Party> party(Map<String, Node> keys, Declarable declarable) {
        Node node = keys.get(declarable.key());
        if (node == null) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Source> sources = new LinkedHashMap<>();
        Map<String, Node> given = mapping(node, declarable.names(), Text.verbatim(declarable.key()));
        given.forEach((name, value) -> text(value).ifPresent(text -> {
            values.put(name, text);
            sources.put(name, source(value));
        }));
        Party party = declarable
                .reader()
                .apply(Attributes.located(values, name -> sources.getOrDefault(name, new Source(file))));
        given.forEach((name, value) -> party.gaps().stream()
                .filter(gap -> gap.subject().toString().equals(name))
                .forEach(gap ->
                        problem(value, Text.of("%s, not %s", gap.remedy(), shown(values.getOrDefault(name, ""))))));
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
        Map<String, Node> keys = mapping(node, MIDDLEBOX, Text.of("a middlebox"));
        Node kind = keys.get("kind");
        Node idle = keys.get("idle");
        if (kind == null || idle == null) {
            problem(node, Text.of("a middlebox is a name, or a mapping with \"kind\" and \"idle\""));
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
            problem(node, Text.of("no middlebox is called %s%s", shown(text.get()), Suggestion.of(text.get(), ids)));
        }
        return known;
    }

    private Optional<Severity> severity(Node node) {
        Optional<String> text = text(node);
        Optional<Severity> severity = text.flatMap(Severity::of);
        if (text.isPresent() && severity.isEmpty()) {
            problem(node, Text.of("a severity is high, medium, low or info, not %s", shown(text.get())));
        }
        return severity;
    }

    private Optional<Duration> duration(Node node) {
        Optional<String> text = text(node);
        Optional<Duration> duration = text.flatMap(DurationText::parse);
        if (text.isPresent() && duration.isEmpty()) {
            problem(
                    node,
                    Text.of(
                            "a duration is a number with its unit, such as 5s, 500ms, 2m or 1h30m, not %s",
                            shown(text.get())));
        }
        return duration;
    }

    private Optional<String> text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(node, Text.of("one value is expected here"));
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
        problem(node, Text.of("\"%s\" is a list: begin each item with \"- \"", key));
        return List.of();
    }

    /** A mapping whose keys are names that the user chose. */
    private Map<String, Node> named(Node node, String what) {
        return mapping(node, Optional.empty(), Text.verbatim(shown(what)));
    }

    private Map<String, Node> mapping(Node node, List<String> allowed, Text what) {
        return mapping(node, Optional.of(allowed), what);
    }

    private Map<String, Node> mapping(Node node, Optional<List<String>> allowed, Text what) {
        Map<String, Node> keys = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, Text.of("%s is written as \"key: value\" lines", what));
            return keys;
        }
        for (NodeTuple entry : mapping.getValue()) {
            Optional<String> key = text(entry.getKeyNode());
            if (key.isEmpty()) {
                continue;
            }
            if (allowed.isEmpty() || allowed.get().contains(key.get())) {
                if (keys.put(key.get(), entry.getValueNode()) != null) {
                    problem(entry.getKeyNode(), Text.of("%s is given twice", shown(key.get())));
                }
            } else {
                problem(
                        entry.getKeyNode(),
                        Text.of("%s has no key %s%s", what, shown(key.get()), Suggestion.of(key.get(), allowed.get())));
            }
        }
        return keys;
    }

    private static String shown(String written) {
        return "\"%s\"".formatted(written.length() <= SHOWN ? written : written.substring(0, SHOWN) + "…");
    }

    private void problem(Node node, Text what) {
        problem(at(node), what);
    }

    private void problem(String at, Text what) {
        problems.add(Text.of("%s: %s", at, what));
    }

    private String at(Node node) {
        return node.getStartMark().map(this::at).orElse(file);
    }

    private String at(Mark mark) {
        return at(mark.getLine(), mark.getColumn());
    }

    /** A place, of which the lines and columns before it are counted. */
    private String at(long line, long column) {
        return "%s:%d:%d".formatted(file, line + 1, column + 1);
    }
}
