package io.timeoutchain.lab.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A JSON report, as a test asks about it. */
record Reported(JsonNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Reported in(PackagedCli.Run run) {
        try {
            return new Reported(MAPPER.readTree(run.out()));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON came out: %s%n%s".formatted(run.out(), run.err()), e);
        }
    }

    /** Each finding as {@code high callee-closes-first alb>nginx}, sorted. */
    List<String> findings() {
        return each("findings").map(Reported::line).sorted().toList();
    }

    /** The findings as {@link #findings} gives them, by load balancer. */
    Map<String, List<String>> findingsByLoadBalancer() {
        return each("findings")
                .collect(Collectors.groupingBy(
                        finding -> finding.get("loadBalancer").asText(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), found -> found.stream()
                                .map(Reported::line)
                                .sorted()
                                .toList())));
    }

    /** The one finding of {@code rule}. */
    JsonNode finding(String rule) {
        return each("findings")
                .filter(finding -> finding.get("rule").asText().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding of " + rule + " in " + findings()));
    }

    /** What could not be obtained, by subject, in order. */
    List<String> gaps() {
        return each("gaps").map(gap -> gap.get("subject").asText()).sorted().toList();
    }

    /** The remedies of all gaps together. */
    List<String> remedies() {
        return each("gaps").map(gap -> gap.get("remedy").asText()).toList();
    }

    /** The rules that could not be judged somewhere, each once, sorted. */
    List<String> undecided() {
        return each("undecided")
                .map(open -> open.get("rule").asText())
                .distinct()
                .sorted()
                .toList();
    }

    int total(String verdict) {
        return json.get("totals").get(verdict).asInt();
    }

    private static String line(JsonNode finding) {
        return "%s %s %s>%s"
                .formatted(
                        finding.get("severity").asText(),
                        finding.get("rule").asText(),
                        finding.get("caller").asText("-"),
                        finding.get("callee").asText("-"));
    }

    private Stream<JsonNode> each(String list) {
        return StreamSupport.stream(json.get(list).spliterator(), false);
    }
}
