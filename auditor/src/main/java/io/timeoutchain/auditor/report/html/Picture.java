package io.timeoutchain.auditor.report.html;

import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chain as it is drawn: its parties side by side, and for each law a row of bars with, between each two parties, what the
 * rules answered there.
 *
 * @param columns the parties, from caller to callee
 * @param rows the fan and the funnel
 */
record Picture(List<Column> columns, List<Row> rows) {

    /** The two laws of a chain. */
    enum Law {
        FAN(Role.KEEP_ALIVE, Role.REUSE_WINDOW),
        FUNNEL(Role.REQUEST_LIMIT, Role.RESPONSE_WAIT);

        private final Role towardsCaller;
        private final Role towardsCallee;

        Law(Role towardsCaller, Role towardsCallee) {
            this.towardsCaller = towardsCaller;
            this.towardsCallee = towardsCallee;
        }

        /** The lower-case name. */
        String id() {
            return Picture.id(this);
        }

        /** Whether a rule that orders timers in {@code role} speaks of this law. */
        boolean concerns(Role role) {
            return role == towardsCaller || role == towardsCallee;
        }
    }

    /** What the rules of one law answered between two parties; the worst of them. */
    enum Answer {
        BROKEN,
        UNDECIDED,
        PASS,
        NOT_APPLICABLE;

        /** The lower-case name. */
        String id() {
            return Picture.id(this);
        }
    }

    /**
     * Between two parties.
     *
     * @param answer the worst that a rule of the law answered there
     * @param findings the anchors of the findings, with the rule's id
     * @param marked the settings that do not fit, as {@code party setting}
     */
    record Relation(Answer answer, Map<String, String> findings, Set<String> marked) {}

    /** Tells what was answered. */
    interface Verdicts {
        Relation at(Link link, Law law);
    }

    /**
     * A party, and the way to the next one.
     *
     * @param party its name in lower case, as the rules have it
     * @param version its version, or empty
     * @param between the idle limits of what stands between it and the next party
     * @param last whether there is no next party
     */
    record Column(String party, String version, List<Observation> between, boolean last) {}

    record Row(Law law, boolean logarithmic, List<Cell> cells) {}

    /** The bars of one party, and how they stand to the next party's; nothing for the last party. */
    record Cell(List<Bar> bars, Optional<Relation> relation) {}

    /**
     * A timer.
     *
     * @param does what it does there: {@code keeps}, {@code reuses}, {@code limits}, {@code waits}
     * @param seen what it says, and where it stands
     * @param top where the bar begins, in hundredths from above
     * @param planned what it should say, where a repair changes it
     * @param marked whether it does not fit
     */
    record Bar(List<String> does, Observation seen, int top, Optional<Planned> planned, boolean marked) {

        /** The classes that its look depends on; null for the usual one. */
        @Nullable
        String look() {
            String look = (seen.reading() == Observation.Kind.STATED
                            ? ""
                            : seen.reading().id())
                    + (marked ? " x" : "");
            return look.isEmpty() ? null : look.strip();
        }

        /** All of it that is drawn, and so not where it was read. */
        List<Object> drawn() {
            return List.of(does, seen.setting(), seen.text(), seen.reading(), top, planned, marked);
        }
    }

    record Planned(String value, int top) {}

    Picture {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** All of it that is drawn: chains of which this is equal look the same. */
    List<Object> drawn() {
        return Stream.concat(
                        columns.stream()
                                .<Object>map(column -> List.of(
                                        column.party(),
                                        column.version(),
                                        column.between().stream()
                                                .map(box -> List.of(box.party(), box.text(), box.reading()))
                                                .toList())),
                        rows.stream()
                                .flatMap(row -> row.cells().stream())
                                .map(cell -> List.of(
                                        cell.bars().stream().map(Bar::drawn).toList(), cell.relation())))
                .toList();
    }

    /**
     * Draws {@code chain}.
     *
     * @param repaired the same chain once everything that a plan changes is changed; the chain itself where there is no plan
     */
    static Picture of(Chain chain, Chain repaired, Verdicts verdicts, Words words) {
        List<Link> links = chain.links();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < chain.parties().size(); at++) {
            Party party = chain.parties().get(at);
            boolean last = at == links.size();
            columns.add(new Column(
                    party.product().id(),
                    PlainText.name(party.version()),
                    last
                            ? List.of()
                            : links.get(at).middleboxes().stream()
                                    .map(Observation::of)
                                    .map(words::visible)
                                    .toList(),
                    last));
        }
        List<Row> rows = Stream.of(Law.values())
                .map(law -> row(law, chain, repaired, verdicts, words))
                .filter(row ->
                        row.cells().stream().anyMatch(cell -> !cell.bars().isEmpty()))
                .toList();
        return new Picture(columns, rows);
    }

    /** A timer with all that it does in a row. */
    private record Shown(Timer timer, List<String> does, Optional<Bound> planned) {

        Optional<Bound> known() {
            return timer.reading().known();
        }
    }

    private static Row row(Law law, Chain chain, Chain repaired, Verdicts verdicts, Words words) {
        List<Link> links = chain.links();
        List<List<Shown>> shown = new ArrayList<>();
        for (int at = 0; at < chain.parties().size(); at++) {
            shown.add(shown(
                    law,
                    chain.parties().get(at),
                    repaired.parties().get(at),
                    at > 0,
                    at < links.size() || chain.parties().size() == 1));
        }
        Scale scale = Scale.of(shown.stream()
                .flatMap(List::stream)
                .flatMap(one -> Stream.concat(one.known().stream(), one.planned().stream()))
                .toList());
        List<Relation> relations =
                links.stream().map(link -> verdicts.at(link, law)).toList();
        List<Cell> cells = new ArrayList<>();
        for (int at = 0; at < shown.size(); at++) {
            Set<String> marked = new LinkedHashSet<>();
            if (at > 0) {
                marked.addAll(relations.get(at - 1).marked());
            }
            if (at < relations.size()) {
                marked.addAll(relations.get(at).marked());
            }
            cells.add(new Cell(
                    shown.get(at).stream()
                            .map(one -> bar(one, scale, marked, words))
                            .toList(),
                    at < relations.size() ? Optional.of(relations.get(at)) : Optional.empty()));
        }
        return new Row(law, scale.logarithmic(), Collections.unmodifiableList(cells));
    }

    /** The timers of one party in a row, those towards its caller first; one that acts both ways once. */
    private static List<Shown> shown(Law law, Party party, Party repaired, boolean called, boolean calls) {
        Map<Timer, List<String>> does = new LinkedHashMap<>();
        if (called) {
            party.timers(law.towardsCaller).forEach(timer -> does.computeIfAbsent(timer, unseen -> new ArrayList<>())
                    .add(id(law.towardsCaller)));
        }
        if (calls) {
            party.timers(law.towardsCallee).forEach(timer -> does.computeIfAbsent(timer, unseen -> new ArrayList<>())
                    .add(id(law.towardsCallee)));
        }
        List<Shown> shown = new ArrayList<>();
        does.forEach((timer, named) -> shown.add(new Shown(
                timer,
                named,
                Optional.ofNullable(repaired.timers().get(timer.setting()))
                        .filter(reading -> !reading.equals(timer.reading()))
                        .flatMap(reading -> reading.known()))));
        return shown;
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Bar bar(Shown shown, Scale scale, Set<String> marked, Words words) {
        Observation seen = Observation.of(shown.timer());
        return new Bar(
                shown.does(),
                words.visible(seen),
                shown.known().map(scale::top).orElse(0),
                shown.planned().map(bound -> new Planned(words.say(bound.words()), scale.top(bound))),
                marked.contains(seen.party() + " " + seen.setting()));
    }
}
