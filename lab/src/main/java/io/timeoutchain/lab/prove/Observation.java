package io.timeoutchain.lab.prove;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bench observed in a run. Times are seconds of one clock that all processes share.
 *
 * @param begun when its first step began
 * @param ended when its last one ended
 * @param late by how much the bench itself was late, at worst
 * @param requests what the client sent, in that order
 * @param connections what went through the relays
 * @param work what the application wrote down
 * @param notes the commands that were run meanwhile
 */
public record Observation(
        double begun,
        double ended,
        double late,
        List<Request> requests,
        List<Connection> connections,
        List<Work> work,
        List<Note> notes) {

    /** The phase of the requests that only fill a pool. */
    private static final String WARM = "warm";

    public Observation {
        requests = List.copyOf(requests);
        connections = List.copyOf(connections);
        work = List.copyOf(work);
        notes = List.copyOf(notes);
    }

    /**
     * A request of the client.
     *
     * @param id its number, also in the application's log
     * @param phase {@code warm} where it only fills a pool
     * @param status 0 where there was no answer
     * @param by who made the answer: {@code alb}, {@code nginx}, {@code gunicorn}
     * @param error what there was instead of an answer; empty where there was one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Request(
            String id, String phase, String method, double sent, double answered, int status, String by, String error) {

        /** {@code 200}, {@code 502 alb}, {@code gave up}. */
        public String answer() {
            return !error.isEmpty() ? error : status < 300 ? Integer.toString(status) : status + " " + by;
        }

        boolean isServed() {
            return error.isEmpty() && status < 300;
        }

        double took() {
            return answered - sent;
        }
    }

    /**
     * A connection through a relay.
     *
     * @param relay the link, with a number behind it where the link has several
     * @param endedBy {@code caller} or {@code callee}; null where it was still open at the end
     * @param forgotten since when the relay forgot it; null where it did not
     */
    public record Connection(
            String relay,
            double opened,
            List<Event> events,
            @Nullable String endedBy,
            @Nullable Double forgotten) {
        public Connection {
            events = List.copyOf(events);
        }

        boolean isOn(Scenario.Link link) {
            return relay.equals(link.toString()) || relay.startsWith(link + ".");
        }

        /** For how long it was idle when it ended after an answer; empty where it ended otherwise. */
        Optional<Double> idleAtItsEnd() {
            for (int at = 1; at < events.size(); at++) {
                if (events.get(at).isEnd()) {
                    Event before = events.get(at - 1);
                    return before.what().equals("response")
                            ? Optional.of(events.get(at).at() - before.at())
                            : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Something that passed a relay.
     *
     * @param what {@code request}, {@code response}, {@code caller closed}, {@code callee reset}, {@code caller probed}
     * @param request the client's number of the request; empty where it does not show
     */
    public record Event(double at, String what, String request) {
        boolean isEnd() {
            return what.endsWith(" closed") || what.endsWith(" reset");
        }
    }

    /**
     * A line of the application's log.
     *
     * @param id of the request
     * @param what {@code begun}; {@code done}, {@code limited} by the application itself, or {@code cut} from outside
     */
    public record Work(String id, String what, double at) {}

    /** A command that was run. */
    public record Note(double at, String command, int exit, String output) {}

    /** The requests that count: those that did more than fill a pool. */
    List<Request> counted() {
        return requests.stream()
                .filter(request -> !request.phase().equals(WARM))
                .toList();
    }

    /** The requests that filled pools. */
    List<Request> warming() {
        return requests.stream().filter(request -> request.phase().equals(WARM)).toList();
    }

    /** When the application ended the work for a request; empty where it did not begin it. */
    Optional<Work> endOfWork(Request request) {
        return work.stream()
                .filter(line -> line.id().equals(request.id()) && !line.what().equals("begun"))
                .reduce((one, later) -> later);
    }
}
