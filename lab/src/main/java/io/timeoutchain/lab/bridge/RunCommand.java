package io.timeoutchain.lab.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.lab.bridge.Invocation.Phase;
import io.timeoutchain.lab.bridge.Invocation.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The part of Systems Manager that runs scripts on instances. Limits, defaults and words are those of the API reference
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/), so that a client which breaks them fails here too.
 */
final class RunCommand {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String RUN_SHELL_SCRIPT = "AWS-RunShellScript";

    private final InstantSource clock;
    private final Executor executor;
    private final Map<String, ManagedInstance> instances = new ConcurrentHashMap<>();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final Map<String, Command> commands = new ConcurrentHashMap<>();

    /**
     * Creates an account without managed instances.
     *
     * @param clock tells the times that the API reports, and when an undelivered command times out
     * @param executor runs the scripts
     */
    RunCommand(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    void register(ManagedInstance instance) {
        instances.put(instance.instanceId(), instance);
    }

    void registerDocument(String name, String script) {
        documents.put(name, script);
    }

    /** Answers a request, if it is one of those that belong to Run Command. */
    Optional<Reply> answer(ApiRequest request) {
        try {
            return switch (request.operation()) {
                case "DescribeInstanceInformation" -> Optional.of(Reply.json(describeInstances(request)));
                case "SendCommand" -> Optional.of(Reply.json(sendCommand(request)));
                case "ListCommands" -> Optional.of(Reply.json(listCommands(request)));
                case "ListCommandInvocations" -> Optional.of(Reply.json(listInvocations(request)));
                case "GetCommandInvocation" -> Optional.of(Reply.json(getInvocation(request)));
                default -> Optional.empty();
            };
        } catch (SsmError error) {
            return Optional.of(Reply.error(request, 400, error.code(), error.text()));
        }
    }

    private ObjectNode describeInstances(ApiRequest request) throws SsmError {
        Predicate<ManagedInstance> wanted = instance -> instance.region().equals(request.region());
        for (JsonNode filter : request.json().path("Filters")) {
            wanted = wanted.and(instanceFilter(filter.path("Key").asText(), texts(filter.path("Values"))));
        }
        for (JsonNode filter : request.json().path("InstanceInformationFilterList")) {
            wanted = wanted.and(instanceFilter(filter.path("key").asText(), texts(filter.path("valueSet"))));
        }
        List<ManagedInstance> found = instances.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(ManagedInstance::instanceId))
                .toList();
        Page<ManagedInstance> page = Page.of(found, request.json(), 5, 10);
        return list("InstanceInformationList", page, this::describe);
    }

    private static Predicate<ManagedInstance> instanceFilter(String key, List<String> values) throws SsmError {
        if (values.isEmpty() || values.size() > 100) {
            throw new SsmError("InvalidInstanceInformationFilterValue", "A filter takes 1 to 100 values.");
        }
        return switch (key) {
            case "InstanceIds" -> instance -> values.contains(instance.instanceId());
            case "PingStatus" -> instance -> values.contains(instance.ping().word());
            case "PlatformTypes" -> instance -> values.contains("Linux");
            case "ResourceType" -> instance -> values.contains("EC2Instance");
            default -> throw new SsmError("InvalidFilterKey", "The specified key isn't valid: " + key);
        };
    }

    private ObjectNode describe(ManagedInstance instance) {
        return NODES.objectNode()
                .put("InstanceId", instance.instanceId())
                .put("PingStatus", instance.ping().word())
                .put("LastPingDateTime", seconds(clock.instant()))
                .put("AgentVersion", "3.3.0.0")
                .put("IsLatestVersion", true)
                .put("PlatformType", "Linux")
                .put("PlatformName", "Debian GNU/Linux")
                .put("PlatformVersion", "12")
                .put("ResourceType", "EC2Instance")
                .put("ComputerName", instance.instanceId());
    }

    private ObjectNode sendCommand(ApiRequest request) throws SsmError {
        JsonNode json = request.json();
        if (json.has("Targets")) {
            throw new SsmError("InvalidTarget", "The lab runs commands by InstanceIds only.");
        }
        List<Invocation> invocations = new ArrayList<>();
        for (ManagedInstance instance : addressed(request)) {
            invocations.add(new Invocation(instance));
        }
        Script script = script(json);
        Command command = new Command(
                UUID.randomUUID().toString(),
                request.region(),
                json.path("DocumentName").asText(),
                bounded("Comment", json.path("Comment").asText(""), 100),
                clock.instant(),
                between("TimeoutSeconds", json.path("TimeoutSeconds").asInt(3600), 30, 2_592_000),
                invocations);
        commands.put(command.id(), command);
        new Delivery(
                        command,
                        script,
                        Quota.read(json.path("MaxConcurrency").asText("50"), invocations.size()),
                        Quota.read(json.path("MaxErrors").asText("0"), invocations.size()))
                .start();
        ObjectNode reply = NODES.objectNode();
        reply.set("Command", describe(command));
        return reply;
    }

    private List<ManagedInstance> addressed(ApiRequest request) throws SsmError {
        List<String> ids = texts(request.json().path("InstanceIds"));
        if (ids.isEmpty() || ids.size() > 50) {
            throw new SsmError(
                    "ValidationException",
                    "Value at 'instanceIds' failed to satisfy constraint: Member must have length between 1 and 50");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new SsmError("DuplicateInstanceId", "You can't specify a managed node ID in more than one place.");
        }
        List<ManagedInstance> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String id : ids) {
            ManagedInstance instance = instances.get(id);
            if (instance != null && instance.region().equals(request.region())) {
                known.add(instance);
            } else {
                unknown.add(id);
            }
        }
        if (!unknown.isEmpty()) {
            throw new SsmError(
                    "InvalidInstanceId", "Instances [" + unknown + "] not in a valid state for account 123456789012");
        }
        return known;
    }

    /** What a command runs on each instance. */
    private record Script(String text, Map<String, String> environment, Duration timeout) {}

    private Script script(JsonNode request) throws SsmError {
        String name = request.path("DocumentName").asText();
        JsonNode parameters = request.path("Parameters");
        Duration timeout = between(
                "executionTimeout", parameters.path("executionTimeout").path(0).asInt(3600), 0, 172_800);
        if (name.equals(RUN_SHELL_SCRIPT)) {
            if (!parameters.path("commands").isArray()) {
                throw new SsmError("InvalidParameters", "Parameter \"commands\" requires a value");
            }
            return new Script(String.join("\n", texts(parameters.path("commands"))), Map.of(), timeout);
        }
        String text = documents.get(name);
        if (text == null) {
            throw new SsmError("InvalidDocument", "Document with name " + name + " does not exist.");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        parameters
                .properties()
                .forEach(entry -> environment.put("SSM_" + entry.getKey(), String.join(" ", texts(entry.getValue()))));
        return new Script(text, environment, timeout);
    }

    /** Carries a command to its instances. */
    private final class Delivery {
        private final Command command;
        private final Script script;
        private final Semaphore atOnce;
        private final int errorsAllowed;
        private int errors;

        Delivery(Command command, Script script, int concurrency, int errorsAllowed) {
            this.command = command;
            this.script = script;
            this.errorsAllowed = errorsAllowed;
            // The real service begins with one instance and widens slowly. Where errors end a command, one at a time is
            // the strictest order it may choose.
            this.atOnce =
                    new Semaphore(errorsAllowed < command.invocations().size() ? 1 : Math.max(1, concurrency), true);
        }

        void start() {
            for (Invocation invocation : command.invocations()) {
                if (invocation.instance().ping() == PingStatus.ONLINE) {
                    executor.execute(() -> deliver(invocation));
                }
            }
        }

        private void deliver(Invocation invocation) {
            atOnce.acquireUninterruptibly();
            try {
                invocation.becomes(tooManyErrors() ? State.of(Phase.TERMINATED) : run(invocation));
                if (invocation.state().phase() == Phase.FAILED
                        || invocation.state().phase() == Phase.EXECUTION_TIMED_OUT) {
                    countError();
                }
            } finally {
                atOnce.release();
            }
        }

        private State run(Invocation invocation) {
            Instant started = clock.instant();
            invocation.becomes(new State(Phase.IN_PROGRESS, Optional.empty(), Optional.of(started), Optional.empty()));
            try {
                ScriptResult result =
                        invocation.instance().target().run(script.text(), script.environment(), script.timeout());
                Phase phase = result.timedOut()
                        ? Phase.EXECUTION_TIMED_OUT
                        : result.exitCode() == 0 ? Phase.SUCCESS : Phase.FAILED;
                return new State(phase, Optional.of(result), Optional.of(started), Optional.of(clock.instant()));
            } catch (IOException unreachable) {
                return State.of(Phase.UNDELIVERABLE);
            }
        }

        private synchronized boolean tooManyErrors() {
            return errors > errorsAllowed;
        }

        private synchronized void countError() {
            errors++;
        }
    }

    private ObjectNode listCommands(ApiRequest request) throws SsmError {
        String id = request.json().path("CommandId").asText("");
        List<Command> found = inRegion(request)
                .filter(command -> id.isEmpty() || command.id().equals(id))
                .toList();
        return list("Commands", Page.of(found, request.json(), 1, 50), this::describe);
    }

    /** An invocation together with the command that it belongs to. */
    private record Sent(Command command, Invocation invocation) {}

    private ObjectNode listInvocations(ApiRequest request) throws SsmError {
        String commandId = request.json().path("CommandId").asText("");
        String instanceId = request.json().path("InstanceId").asText("");
        boolean details = request.json().path("Details").asBoolean(false);
        List<Sent> found = inRegion(request)
                .filter(command -> commandId.isEmpty() || command.id().equals(commandId))
                .flatMap(command -> command.invocations().stream().map(invocation -> new Sent(command, invocation)))
                .filter(sent -> instanceId.isEmpty()
                        || sent.invocation().instance().instanceId().equals(instanceId))
                .toList();
        return list("CommandInvocations", Page.of(found, request.json(), 1, 50), sent -> {
            State state = sent.command().stateAt(clock.instant(), sent.invocation());
            ObjectNode node = describe(sent, state);
            node.put("RequestedDateTime", seconds(sent.command().requested()));
            ArrayNode plugins = node.putArray("CommandPlugins");
            if (details) {
                plugins.add(plugin(state));
            }
            return node;
        });
    }

    private static ObjectNode plugin(State state) {
        ObjectNode plugin = NODES.objectNode()
                .put("Name", "aws:runShellScript")
                .put("Status", state.phase().status())
                .put("StatusDetails", state.phase().details())
                .put("ResponseCode", state.responseCode())
                .put("Output", state.result().map(AgentOutput::combined).orElse(""));
        state.started().ifPresent(time -> plugin.put("ResponseStartDateTime", seconds(time)));
        state.finished().ifPresent(time -> plugin.put("ResponseFinishDateTime", seconds(time)));
        return plugin;
    }

    private ObjectNode getInvocation(ApiRequest request) throws SsmError {
        String commandId = request.json().path("CommandId").asText();
        String instanceId = request.json().path("InstanceId").asText();
        Sent sent = inRegion(request)
                .filter(command -> command.id().equals(commandId))
                .flatMap(command -> command.invocations().stream().map(invocation -> new Sent(command, invocation)))
                .filter(candidate ->
                        candidate.invocation().instance().instanceId().equals(instanceId))
                .findFirst()
                .orElseThrow(() -> new SsmError(
                        "InvocationDoesNotExist",
                        "The command ID and managed node ID you specified didn't match any invocations."));
        State state = sent.command().stateAt(clock.instant(), sent.invocation());
        ObjectNode node = describe(sent, state)
                .put("PluginName", "aws:runShellScript")
                .put("ResponseCode", state.responseCode())
                .put(
                        "StandardOutputContent",
                        state.result().map(AgentOutput::stdout).orElse(""))
                .put(
                        "StandardErrorContent",
                        state.result().map(AgentOutput::stderr).orElse(""));
        // These two are texts here, but numbers in ListCommandInvocations.
        node.put(
                "ExecutionStartDateTime", state.started().map(Instant::toString).orElse(""));
        node.put("ExecutionEndDateTime", state.finished().map(Instant::toString).orElse(""));
        return node;
    }

    private static ObjectNode describe(Sent sent, State state) {
        return NODES.objectNode()
                .put("CommandId", sent.command().id())
                .put("InstanceId", sent.invocation().instance().instanceId())
                .put("Comment", sent.command().comment())
                .put("DocumentName", sent.command().documentName())
                .put("DocumentVersion", "$DEFAULT")
                .put("Status", state.phase().status())
                .put("StatusDetails", state.phase().details());
    }

    private ObjectNode describe(Command command) {
        Instant now = clock.instant();
        String status = command.status(now);
        return NODES.objectNode()
                .put("CommandId", command.id())
                .put("Comment", command.comment())
                .put("DocumentName", command.documentName())
                .put("RequestedDateTime", seconds(command.requested()))
                .put("Status", status)
                .put("StatusDetails", status)
                .put("TargetCount", command.invocations().size())
                .put("CompletedCount", command.completed(now));
    }

    private Stream<Command> inRegion(ApiRequest request) {
        return commands.values().stream()
                .filter(command -> command.region().equals(request.region()))
                .sorted(Comparator.comparing(Command::requested).reversed().thenComparing(Command::id));
    }

    private static <T> ObjectNode list(String name, Page<T> page, Function<T, ObjectNode> describe) {
        ObjectNode reply = NODES.objectNode();
        page.items().stream().map(describe).forEach(reply.putArray(name)::add);
        page.nextToken().ifPresent(token -> reply.put("NextToken", token));
        return reply;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String bounded(String name, String text, int longest) throws SsmError {
        if (text.length() > longest) {
            throw new SsmError("ValidationException", name + " must not be longer than " + longest + " characters");
        }
        return text;
    }

    private static Duration between(String name, int seconds, int least, int greatest) throws SsmError {
        if (seconds < least || seconds > greatest) {
            throw new SsmError(
                    "ValidationException", name + " must be between " + least + " and " + greatest + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    /** A time in the JSON protocol: seconds since 1970, with a fraction. */
    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
