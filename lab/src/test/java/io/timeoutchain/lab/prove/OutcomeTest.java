package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timeoutchain.lab.prove.Observation.Connection;
import io.timeoutchain.lab.prove.Observation.Event;
import io.timeoutchain.lab.prove.Observation.Request;
import io.timeoutchain.lab.prove.Observation.Work;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What counts as proved, tried on observations written by hand. */
final class OutcomeTest {

    private static final Scenario RACE = Scenarios.named("nginx-closes-first");
    private static final Scenario WASTE = Scenarios.named("nginx-gives-up-first");

    @Test
    void failures_that_were_expected_are_no_objection() {
        Outcome outcome = Outcome.of(RACE, Phase.BROKEN, race("502", "callee", 3));

        assertThat(outcome.objections()).isEmpty();
        assertThat(outcome.failures()).isEqualTo(1000);
        assertThat(outcome.endedBy()).contains("nginx");
        assertThat(outcome.endedAfter().orElseThrow()).isCloseTo(30, within(0.001));
    }

    @Test
    void a_scenario_that_never_triggers_is_objected_to() {
        assertThat(Outcome.of(RACE, Phase.BROKEN, race("200", "callee", 3)).objections())
                .containsExactly("it never failed: the scenario does not trigger");
    }

    @Test
    void another_failure_than_the_expected_one_is_objected_to() {
        assertThat(Outcome.of(RACE, Phase.BROKEN, race("504", "callee", 3)).objections())
                .containsExactly("a request failed with '504 alb'");
    }

    @Test
    void a_single_failure_after_the_repair_is_objected_to() {
        assertThat(Outcome.of(RACE, Phase.REPAIRED, race("502", "caller", 6)).objections())
                .hasSize(2)
                .anySatisfy(objection -> assertThat(objection).startsWith("1000 requests failed all the same"));
    }

    @Test
    void the_wrong_side_and_the_wrong_time_are_objected_to() {
        assertThat(Outcome.of(RACE, Phase.REPAIRED, race("200", "callee", 6)).objections())
                .containsExactly("alb was to end idle connections, but nginx ended 100 % of 1");
        assertThat(Outcome.of(RACE, Phase.REPAIRED, race("200", "caller", 4)).objections())
                .containsExactly("idle connections ended after 4 s, not after 6 s (within 0.4 s)");
    }

    @Test
    void too_few_requests_are_objected_to_unless_the_scenario_says_why() {
        Observation one = observation(List.of(request("r0", 1, 1.1, 200)), List.of(), List.of());

        assertThat(Outcome.of(RACE, Phase.REPAIRED, one).objections())
                .anySatisfy(objection -> assertThat(objection).startsWith("only 1 requests"));
        assertThat(Outcome.of(WASTE, Phase.REPAIRED, one).objections()).isEmpty();
    }

    @Test
    void work_that_ends_after_its_caller_gave_up_was_for_nobody() {
        assertThat(waste(new Work("r0", "done", 20)).failures()).isEqualTo(1);
        assertThat(waste(new Work("r0", "cut", 9.1)).failures()).isZero();
        assertThat(waste().failures()).as("it never ended").isEqualTo(1);
    }

    @Test
    void the_page_and_the_picture_show_what_was_observed() throws Exception {
        Outcome broken = Outcome.of(RACE, Phase.BROKEN, race("502", "callee", 3));
        Outcome repaired = Outcome.of(RACE, Phase.REPAIRED, race("200", "caller", 6));
        Proof proof = new Proof(RACE, Judged.of(RACE), broken, repaired, Set.of("nginx 1.22.1"), Duration.ofSeconds(9));

        assertThat(ProofPage.row(proof))
                .isEqualTo("| [`callee-closes-first`](rules/callee-closes-first.md)"
                        + " | [`nginx-closes-first`](#nginx-closes-first) | 1000 | 1000 | 0 |");
        String picture = Timeline.of(proof);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(picture)))
                        .getDocumentElement()
                        .getTextContent())
                .contains("broken: 1000 of 1000 requests failed")
                .contains("nginx closes after 30 s")
                .contains("repaired: 0 of 1000 requests failed")
                .contains("alb closes after 60 s");
    }

    /** A thousand requests with the same answer, and a connection that somebody ended after an idle time in seconds. */
    private static Observation race(String status, String endedBy, double idle) {
        List<Request> requests = new ArrayList<>();
        requests.add(new Request("w", "warm", "POST", 1, 1.1, 200, "gunicorn", ""));
        IntStream.range(0, 1000)
                .forEach(number -> requests.add(request("r" + number, 4, 4.1, Integer.parseInt(status))));
        Connection connection = new Connection(
                "alb-nginx.0",
                1,
                List.of(
                        new Event(1, "request", "w"),
                        new Event(1.1, "response", ""),
                        new Event(1.1 + idle, endedBy + " closed", ""),
                        new Event(1.2 + idle, "request", "r0")),
                endedBy,
                null);
        return observation(requests, List.of(connection), List.of());
    }

    private static Outcome waste(Work... ends) {
        List<Work> work = new ArrayList<>(List.of(new Work("r0", "begun", 1.1)));
        work.addAll(List.of(ends));
        return Outcome.of(WASTE, Phase.BROKEN, observation(List.of(request("r0", 1, 9, 504)), List.of(), work));
    }

    private static Request request(String id, double sent, double answered, int status) {
        return new Request(id, "race", "POST", sent, answered, status, status < 300 ? "gunicorn" : "alb", "");
    }

    private static Observation observation(List<Request> requests, List<Connection> connections, List<Work> work) {
        return new Observation(0, 30, 0, requests, connections, work, List.of());
    }
}
