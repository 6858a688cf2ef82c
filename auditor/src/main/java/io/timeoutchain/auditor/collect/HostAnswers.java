package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the script on hosts and gathers what it prints. One command serves up to fifty hosts that are asked for the same
 * ports, and is polled as a whole; a host is asked for by itself only where the listing cut its answer.
 */
final class HostAnswers {

    /** An agent that is online takes a command within seconds; the API allows no less than 30 s. */
    static final Duration DELIVERY = Duration.ofSeconds(60);

    /** The script itself ends within seconds, on a busy host too. */
    static final Duration EXECUTION = Duration.ofSeconds(60);

    /** Beyond its own two limits a command gets this long to be reported as ended. */
    static final Duration REPORTING = Duration.ofSeconds(30);

    private static final Duration FIRST_POLL = Duration.ofSeconds(1);
    private static final Duration SLOWEST_POLL = Duration.ofSeconds(5);

    /** The states in which an invocation is still under way (https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html). */
    private static final Set<String> UNDER_WAY = Set.of("Pending", "InProgress", "Delayed", "Cancelling");

    private final HostCommands api;
    private final Calls calls;
    private final Parallel parallel;
    private final HostQuestion question;
    private final String document;
    private final Measuring measuring;
    private final Duration execution;

    HostAnswers(
            HostCommands api,
            Calls calls,
            Parallel parallel,
            HostQuestion question,
            String document,
            Measuring measuring) {
        this.api = api;
        this.calls = calls;
        this.parallel = parallel;
        this.question = question;
        this.document = document;
        this.measuring = measuring;
        this.execution = EXECUTION.plus(measuring.longer());
    }

    /** The same hosts with their answers, where {@link HostsBehind#canBeAsked}. */
    Collected<List<HostFacts>> of(List<HostFacts> hosts) {
        Map<String, List<HostFacts>> byQuestion = hosts.stream()
                .filter(HostsBehind::canBeAsked)
                .collect(Collectors.groupingBy(
                        host -> host.ports() + measuring.on(host), TreeMap::new, Collectors.toList()));
        List<HostCommands.Order> orders = byQuestion.values().stream()
                .flatMap(group -> Batches.of(group, HostCommands.INSTANCES_AT_ONCE).stream())
                .map(this::order)
                .toList();
        return Collected.all(parallel.each(Text.marked("host commands"), orders, this::run))
                .map(answers -> answers.stream()
                        .flatMap(answer -> answer.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .map(answers -> hosts.stream()
                        .map(host -> host.answering(Optional.ofNullable(answers.get(host.instanceId()))))
                        .toList());
    }

    private HostCommands.Order order(List<HostFacts> hosts) {
        SortedSet<Integer> ports = hosts.getFirst().ports();
        String measure = measuring.on(hosts.getFirst());
        Map<String, List<String>> parameters = document.equals(CollectOptions.SHELL_DOCUMENT)
                ? Map.of(
                        "commands", List.of(question.script(ports, measure)),
                        "executionTimeout", List.of(Long.toString(execution.toSeconds())))
                : parameters(ports, measure);
        return new HostCommands.Order(
                hosts.stream().map(HostFacts::instanceId).toList(), document, parameters, DELIVERY);
    }

    /** A document of an older release has no parameter {@code measure}, and serves all the same where nothing is measured. */
    private static Map<String, List<String>> parameters(SortedSet<Integer> ports, String measure) {
        List<String> listed = List.of(ports.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        return measure.isEmpty() ? Map.of("ports", listed) : Map.of("ports", listed, "measure", List.of(measure));
    }

    /** What each host printed. */
    private Collected<Map<String, String>> run(HostCommands.Order order) {
        Call<String> send = api.send(order);
        try {
            return gather(calls.send(send), order.instanceIds());
        } catch (CallFailed e) {
            if (e.kind() == CallFailed.Kind.NO_SUCH_INSTANCE
                    && order.instanceIds().size() > 1) {
                // One instance that went away must not cost the answers of the others.
                int half = order.instanceIds().size() / 2;
                return merged(
                        run(order.on(order.instanceIds().subList(0, half))),
                        run(order.on(order.instanceIds()
                                .subList(half, order.instanceIds().size()))));
            }
            return new Collected<>(Map.of(), gaps(order.instanceIds(), send.action(), e));
        }
    }

    private Collected<Map<String, String>> gather(String commandId, List<String> instanceIds) {
        Instant deadline = calls.now().plus(DELIVERY).plus(execution).plus(REPORTING);
        Duration pause = FIRST_POLL;
        Map<String, HostCommands.Invocation> ended = new HashMap<>();
        while (true) {
            try {
                calls.pause(pause);
            } catch (CallFailed e) {
                // Some hosts may have answered by then.
                return answers(
                        commandId,
                        instanceIds,
                        ended,
                        List.of(Calls.gap(AwsAction.LIST_COMMAND_INVOCATIONS, e, "", Text.of("invocations"))));
            }
            Collected<Optional<List<HostCommands.Invocation>>> poll =
                    calls.askAll(api.invocations(commandId), "", Text.of("invocations"));
            poll.value().orElse(List.of()).stream()
                    .filter(invocation -> !UNDER_WAY.contains(invocation.status()))
                    .forEach(invocation -> ended.put(invocation.instanceId(), invocation));
            boolean late = !calls.now().isBefore(deadline);
            if (ended.keySet().containsAll(instanceIds) || late || !poll.gaps().isEmpty()) {
                return answers(commandId, instanceIds, ended, poll.gaps());
            }
            pause = pause.plus(FIRST_POLL).compareTo(SLOWEST_POLL) < 0 ? pause.plus(FIRST_POLL) : SLOWEST_POLL;
        }
    }

    private Collected<Map<String, String>> answers(
            String commandId,
            List<String> instanceIds,
            Map<String, HostCommands.Invocation> ended,
            List<GapFacts> pollFailures) {
        List<Collected<Map<String, String>>> answers = Parallel.all(instanceIds, id -> {
            HostCommands.Invocation invocation = ended.get(id);
            return invocation == null ? unanswered(id, pollFailures) : answer(commandId, invocation);
        });
        return answers.stream().reduce(Collected.of(Map.of()), HostAnswers::merged);
    }

    private Collected<Map<String, String>> unanswered(String instanceId, List<GapFacts> pollFailures) {
        GapFacts gap = pollFailures.stream()
                .findFirst()
                .map(failure -> HostGaps.gap(
                        instanceId,
                        AwsAction.LIST_COMMAND_INVOCATIONS,
                        Text.recorded(failure.cause()),
                        Text.recorded(failure.remedy())))
                .orElseGet(() -> HostGaps.gap(
                        instanceId,
                        AwsAction.LIST_COMMAND_INVOCATIONS,
                        Text.of(
                                "no answer within %s s",
                                DELIVERY.plus(execution).plus(REPORTING).toSeconds()),
                        Text.of("check that amazon-ssm-agent runs on it, and run again")));
        return new Collected<>(Map.of(), List.of(gap));
    }

    private Collected<Map<String, String>> answer(String commandId, HostCommands.Invocation invocation) {
        String id = invocation.instanceId();
        if (question.isComplete(invocation.output())) {
            return Collected.of(Map.of(id, invocation.output()));
        }
        if (!invocation.status().equals("Success")) {
            return partial(
                    id, invocation.output(), List.of(HostGaps.ended(id, invocation.status(), invocation.output())));
        }
        Collected<Optional<String>> longer =
                calls.ask(api.output(commandId, id), id, Text.of("settings on host %s", id));
        String output = longer.value().orElse(invocation.output());
        if (question.isComplete(output)) {
            return Collected.of(Map.of(id, output));
        }
        return partial(
                id, output, longer.gaps().isEmpty() ? List.of(HostGaps.ended(id, "Success", output)) : longer.gaps());
    }

    /** What was printed before the script ended too early is kept: much of it can be read. */
    private static Collected<Map<String, String>> partial(String instanceId, String output, List<GapFacts> gaps) {
        return new Collected<>(output.isBlank() ? Map.of() : Map.of(instanceId, output), gaps);
    }

    private static List<GapFacts> gaps(List<String> instanceIds, AwsAction action, CallFailed failed) {
        return instanceIds.stream()
                .map(id -> HostGaps.gap(id, action, Text.verbatim(failed.said()), failed.remedy(action)))
                .toList();
    }

    private static Collected<Map<String, String>> merged(
            Collected<Map<String, String>> one, Collected<Map<String, String>> other) {
        Map<String, String> both = new HashMap<>(one.value());
        both.putAll(other.value());
        return new Collected<>(
                both, Stream.concat(one.gaps().stream(), other.gaps().stream()).toList());
    }
}
