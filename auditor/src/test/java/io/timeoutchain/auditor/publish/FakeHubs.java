package io.timeoutchain.auditor.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps findings by region and id, an update only if it is newer. It knows no filter: whoever asks must not rely on being given
 * only what he asked for.
 */
final class FakeHubs implements SecurityHub.Hubs {

    /** What was called: {@code send eu-west-1 100}, {@code look eu-west-1}. */
    final List<String> calls = new ArrayList<>();

    private final Map<String, Map<String, JsonNode>> findings = new HashMap<>();
    private final Map<String, CallFailed> failures = new HashMap<>();
    private List<Refusal> refused = List.of();

    void put(String region, JsonNode finding) {
        findings.computeIfAbsent(region, name -> new LinkedHashMap<>())
                .put(finding.path("Id").asText(), finding);
    }

    /** Lets calls that begin like {@code call} fail. */
    void fail(String call, CallFailed.Kind kind) {
        failures.put(call, new CallFailed(kind, "it said " + kind));
    }

    void refuse(Refusal one) {
        refused = List.of(one);
    }

    List<JsonNode> in(String region) {
        return List.copyOf(findings.getOrDefault(region, Map.of()).values());
    }

    /** How many of a region's findings are in this state. */
    long count(String region, String state) {
        return in(region).stream()
                .filter(finding -> finding.path("RecordState").asText().equals(state))
                .count();
    }

    @Override
    public List<Refusal> send(String region, List<JsonNode> batch) throws CallFailed {
        called("send %s %d".formatted(region, batch.size()));
        batch.stream()
                .filter(finding -> refused.stream()
                        .noneMatch(one -> one.id().equals(finding.path("Id").asText())))
                .forEach(finding -> {
                    JsonNode known = findings.computeIfAbsent(region, name -> new LinkedHashMap<>())
                            .get(finding.path("Id").asText());
                    if (known == null
                            || known.path("UpdatedAt")
                                            .asText()
                                            .compareTo(finding.path("UpdatedAt").asText())
                                    < 0) {
                        put(region, finding);
                    }
                });
        return refused;
    }

    @Override
    public Page<JsonNode> active(String region, String account, String generators, Optional<String> next)
            throws CallFailed {
        int from = next.map(Integer::parseInt).orElse(0);
        called("look %s %d".formatted(region, from));
        List<JsonNode> all = in(region);
        int to = Math.min(from + 100, all.size());
        return new Page<>(all.subList(from, to), to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }

    private void called(String call) throws CallFailed {
        calls.add(call);
        for (Map.Entry<String, CallFailed> failure : failures.entrySet()) {
            if (call.startsWith(failure.getKey())) {
                throw failure.getValue();
            }
        }
    }
}
