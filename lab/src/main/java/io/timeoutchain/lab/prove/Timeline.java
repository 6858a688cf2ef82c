package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.prove.Observation.Connection;
import io.timeoutchain.lab.prove.Observation.Event;
import io.timeoutchain.lab.prove.Observation.Request;
import io.timeoutchain.lab.prove.Observation.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A picture (SVG) of one request in each phase, as it was observed: when the client asked and was answered, what passed the
 * link under test on the connection that the request took, and when the application worked on it.
 */
final class Timeline {

    private static final int WIDTH = 820;
    private static final int LEFT = 150;
    private static final int PLOT = 640;
    private static final int ROW = 38;
    private static final int PANEL = 190;

    /** As much room as a caption takes. */
    private static final int CAPTION = 90;

    private static final String SERVED = "#3f6fd1";
    private static final String FAILED = "#b3261e";
    private static final String WASTED = "#e0a030";
    private static final String PROBE = "#7b52ab";

    private final StringBuilder svg = new StringBuilder();
    private final Proof proof;

    private Timeline(Proof proof) {
        this.proof = proof;
    }

    /** The picture of a scenario. */
    static String of(Proof proof) {
        return new Timeline(proof).draw();
    }

    private String draw() {
        int height = 2 * PANEL + 10;
        put(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
                        .formatted(WIDTH, height));
        put("<title>%s</title>".formatted(escaped(proof.scenario().title())));
        put("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, height));
        panel(Phase.BROKEN, 0);
        panel(Phase.REPAIRED, PANEL);
        put("</svg>");
        return svg.toString();
    }

    /** A request that shows what the phase is about, and the connection that it took. */
    private record Sample(Request request, Optional<Connection> connection) {}

    private Optional<Sample> sample(Phase phase) {
        Outcome outcome = proof.outcome(phase);
        List<Sample> samples = outcome.observation().counted().stream()
                .filter(request -> phase == Phase.REPAIRED || outcome.failed().contains(request))
                .map(request -> new Sample(request, connection(outcome.observation(), request)))
                .toList();
        // One whose connection had a history shows more than one that opened its own; the shortest history shows it
        // best.
        return samples.stream()
                .filter(sample -> history(sample) > 3)
                .min(Comparator.comparingInt(Timeline::history))
                .or(() -> samples.stream().max(Comparator.comparingInt(Timeline::history)));
    }

    private static int history(Sample sample) {
        return sample.connection().map(connection -> connection.events().size()).orElse(0);
    }

    private Optional<Connection> connection(Observation observation, Request request) {
        return observation.connections().stream()
                .filter(connection -> connection.isOn(proof.scenario().link()))
                .filter(connection -> connection.events().stream()
                        .anyMatch(event -> event.request().equals(request.id())))
                .findFirst();
    }

    private void panel(Phase phase, int top) {
        Outcome outcome = proof.outcome(phase);
        String colour = phase == Phase.BROKEN ? "#b3261e" : "#1b6e3c";
        put("<text x=\"10\" y=\"%d\" font-weight=\"bold\" fill=\"%s\">%s: %d of %d requests failed</text>"
                .formatted(top + 20, colour, phase.word(), outcome.failures(), outcome.requests()));
        Optional<Sample> found = sample(phase);
        if (found.isEmpty()) {
            return;
        }
        Sample sample = found.get();
        List<Request> requests = requests(outcome.observation(), sample);
        List<Work> work = outcome.observation().work().stream()
                .filter(line ->
                        requests.stream().anyMatch(request -> request.id().equals(line.id())))
                .toList();
        double from =
                moments(requests, sample, work).min(Comparator.naturalOrder()).orElseThrow();
        double to =
                moments(requests, sample, work).max(Comparator.naturalOrder()).orElseThrow();
        double span = Math.max(0.001, (to - from) * 1.06);
        Axis axis = new Axis(from, span);
        client(requests, axis, top + 34);
        link(sample.connection(), axis, top + 34 + ROW);
        application(requests, work, axis, top + 34 + 2 * ROW);
        axis(axis, top + 34 + 3 * ROW);
    }

    /** A stretch of time on the picture's width. */
    private record Axis(double from, double span) {
        double x(double at) {
            return LEFT + (at - from) / span * PLOT;
        }

        double width(double start, double end) {
            return Math.max(2, (end - start) / span * PLOT);
        }
    }

    private static List<Request> requests(Observation observation, Sample sample) {
        List<String> ids = Stream.concat(
                        Stream.of(sample.request().id()),
                        sample.connection().stream()
                                .flatMap(connection -> connection.events().stream())
                                .map(Event::request))
                .distinct()
                .toList();
        return observation.requests().stream()
                .filter(request -> ids.contains(request.id()))
                .toList();
    }

    private static Stream<Double> moments(List<Request> requests, Sample sample, List<Work> work) {
        List<Double> moments = new ArrayList<>();
        requests.forEach(request -> moments.addAll(List.of(request.sent(), request.answered())));
        sample.connection().ifPresent(connection -> connection.events().forEach(event -> moments.add(event.at())));
        work.forEach(line -> moments.add(line.at()));
        return moments.stream();
    }

    private void client(List<Request> requests, Axis axis, int top) {
        label("the client waits", top);
        for (int at = 0; at < requests.size(); at++) {
            Request request = requests.get(at);
            String colour = request.isServed() ? SERVED : FAILED;
            bar(axis, request.sent(), request.answered(), top, colour);
            double end = axis.x(request.answered());
            boolean room =
                    at + 1 == requests.size() || axis.x(requests.get(at + 1).sent()) - end > CAPTION;
            if (axis.width(request.sent(), request.answered()) > CAPTION) {
                caption(end - 6, top, "end", "#ffffff", request.answer());
            } else if (room && end < LEFT + PLOT - CAPTION) {
                caption(end + 4, top, "start", colour, request.answer());
            } else if (at + 1 == requests.size()) {
                caption(axis.x(request.sent()) - 4, top, "end", colour, request.answer());
            }
        }
    }

    private void caption(double x, int top, String anchor, String colour, String text) {
        put("<text x=\"%s\" y=\"%d\" font-size=\"11\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
                .formatted(number(x), top + 15, anchor, colour, escaped(text)));
    }

    private void link(Optional<Connection> found, Axis axis, int top) {
        Scenario.Link link = proof.scenario().link();
        label(link.caller() + " to " + link.callee(), top);
        if (found.isEmpty()) {
            return;
        }
        Connection connection = found.get();
        List<Event> events = connection.events();
        double end = events.getLast().at();
        bar(axis, Math.max(axis.from(), connection.opened()), end, top, "#d8dee9");
        Optional<Event> ends = events.stream().filter(Event::isEnd).findFirst();
        for (Event event : events) {
            double x = axis.x(event.at());
            switch (event.what()) {
                case "request" -> mark(x, top, "#333333");
                case "response" -> mark(x, top, SERVED);
                case "caller probed", "callee probed" -> {
                    mark(x, top, PROBE);
                    caption(x + 4, top, "start", PROBE, "probe");
                }
                default -> {}
            }
        }
        ends.ifPresent(event -> end(connection, event, axis, top));
        Double forgotten = connection.forgotten();
        if (forgotten != null) {
            double x = axis.x(forgotten);
            put("<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"3 2\"/>"
                    .formatted(number(x), top - 2, number(x), top + 24, FAILED));
            caption(x - 4, top, "end", FAILED, "forgotten");
        }
    }

    private void end(Connection connection, Event event, Axis axis, int top) {
        Scenario.Link link = proof.scenario().link();
        double idle = connection.idleAtItsEnd().orElse(0.0) / proof.scenario().scale();
        String who = event.what().startsWith("caller") ? link.caller() : link.callee();
        String text = who + " closes" + (idle < 1 ? "" : " after " + number(Math.round(idle * 10) / 10.0) + " s");
        double x = axis.x(event.at());
        boolean left = x > LEFT + PLOT - 2 * CAPTION;
        put("<path d=\"M%s %d l10 10 m0 -10 l-10 10\" stroke=\"%s\" stroke-width=\"2\" fill=\"none\"/>"
                .formatted(number(x - 5), top + 6, FAILED));
        caption(left ? x - 8 : x + 8, top, left ? "end" : "start", "#333333", text);
    }

    private void application(List<Request> requests, List<Work> work, Axis axis, int top) {
        label("the application works", top);
        for (Request request : requests) {
            OptionalDouble begun = work.stream()
                    .filter(line ->
                            line.id().equals(request.id()) && line.what().equals("begun"))
                    .mapToDouble(Work::at)
                    .findFirst();
            Optional<Work> end = work.stream()
                    .filter(line ->
                            line.id().equals(request.id()) && !line.what().equals("begun"))
                    .reduce((one, later) -> later);
            if (begun.isPresent()) {
                double until = end.map(Work::at).orElse(request.answered());
                boolean forNobody = until > request.answered() + Outcome.GRACE;
                bar(axis, begun.getAsDouble(), until, top, forNobody ? WASTED : SERVED);
                String fate = forNobody ? "for nobody" : end.isEmpty() ? "killed" : "";
                caption(axis.x(until) - 6, top, "end", "#333333", fate);
            }
        }
    }

    private void axis(Axis axis, int top) {
        put("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888888\"/>"
                .formatted(LEFT, top, LEFT + PLOT, top));
        double unscaled = axis.span() / proof.scenario().scale();
        double step = step(unscaled);
        for (double at = 0; at <= unscaled; at += step) {
            double x = LEFT + at / unscaled * PLOT;
            put("<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"#888888\"/>"
                    .formatted(number(x), top, number(x), top + 4));
            put("<text x=\"%s\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"#555555\">%s s</text>"
                    .formatted(number(x), top + 17, number(at)));
        }
    }

    /** A round step that gives between four and ten marks. */
    private static double step(double span) {
        double power = Math.pow(10, Math.floor(Math.log10(span / 4)));
        return Stream.of(5.0, 2.0, 1.0)
                .map(factor -> factor * power)
                .filter(step -> span / step >= 4)
                .findFirst()
                .orElse(power);
    }

    private void label(String text, int top) {
        put("<text x=\"10\" y=\"%d\">%s</text>".formatted(top + 15, escaped(text)));
    }

    private void bar(Axis axis, double start, double end, int top, String colour) {
        put("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"22\" rx=\"2\" fill=\"%s\" fill-opacity=\"0.75\"/>"
                .formatted(number(axis.x(start)), top, number(axis.width(start, end)), colour));
    }

    private void mark(double x, int top, String colour) {
        put("<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>"
                .formatted(number(x), top - 2, number(x), top + 24, colour));
    }

    private static String number(double value) {
        return Outcome.number(value);
    }

    private void put(String line) {
        svg.append(line).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
