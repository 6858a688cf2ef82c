package io.timeoutchain.lab.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/proof.md} and its pictures: what came of the scenarios. */
public final class ProofPage {

    private ProofPage() {}

    /**
     * Writes the page and one picture for each scenario.
     *
     * @param docs the directory {@code docs} of the source tree
     */
    public static void write(List<Proof> proofs, LocalDate date, Path docs) {
        try {
            Path pictures = Files.createDirectories(docs.resolve("proof"));
            Files.writeString(docs.resolve("proof.md"), text(proofs, date));
            for (Proof proof : proofs) {
                Files.writeString(pictures.resolve(proof.scenario().name() + ".svg"), Timeline.of(proof));
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What stands for a scenario in its row: it changes with anything that makes up the scenario. */
    public static String fingerprint(Scenario scenario) {
        StringBuilder parts = new StringBuilder();
        Map<String, String> texts = new TreeMap<>(scenario.stack().files());
        scenario.edit().forEach((name, text) -> texts.put("edited " + name, text));
        texts.put(
                "scenario.json",
                Scenarios.text(scenario.name() + "/scenario.json").orElse(""));
        texts.forEach(
                (name, text) -> parts.append(name).append('\n').append(text).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A row of the table, as {@code lab prove} prints it too. */
    static String row(Proof proof) {
        return "| [`%1$s`](rules/%1$s.md) | [`%2$s`](#%2$s) | %3$d | %4$d | %5$d |"
                .formatted(
                        proof.scenario().rule(),
                        proof.scenario().name(),
                        proof.broken().requests(),
                        proof.broken().failures(),
                        proof.repaired().failures());
    }

    private static String text(List<Proof> proofs, LocalDate date) {
        String versions = proofs.stream()
                .flatMap(proof -> proof.versions().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(version -> "- " + version)
                .collect(Collectors.joining("\n"));
        return """
                # The proof

                Every rule that claims a failure, shown to break and to hold on real servers. This page is written by

                ```
                ./timeout-chain lab prove                       # all of it; rewrites this page
                ./timeout-chain lab prove nginx-closes-first    # one scenario
                ./timeout-chain lab prove --unscaled            # the first, with all timers as long as in real life
                ```

                Each scenario runs twice: as it stands, and with the settings that the project's own solver, or the finding
                itself, gives. Before that, the rules judge the very same configuration: the rule must fire on the first and be
                silent on the second. The scenarios are in
                [`lab/src/main/resources/io/timeoutchain/lab/prove`](../lab/src/main/resources/io/timeoutchain/lab/prove).

                Run on %s with

                %s

                ## All scenarios

                *Requests* are those placed at the moment that matters; the figures beside it say how many of them failed, first as
                the scenario stands, then repaired.

                | rule | scenario | requests | failed, broken | failed, repaired |
                |---|---|---:|---:|---:|
                %s

                ## How it is done

                **The race is met on purpose.** A relay stands on each link and passes bytes on with a delay (50 ms each way unless said
                otherwise) on the link under test; a FIN takes as long as data does. A pool of connections is filled and left idle.
                When the relay sees the callee close the first of them, or, where the callee does not, when the caller's own time is
                about to end, the client sends as many requests as there are connections. A request and a close then cross on the wire.

                **Time is scaled.** All timers of a scenario are multiplied by one factor, so that a minute takes seconds. Latencies,
                the ticks of servers (gunicorn looks about once a second) and the speed of the machine are not scaled, so that a
                scaled margin is a harder test than the real one. Times on this page are those of real life.

                **The bench watches itself.** A run that was not as expected while the bench was late by more than a byte takes there and
                back says nothing about who was first; it is made again, three times at most. A run in which the bench was in time
                counts, whatever came of it.

                **The stand-in for the load balancer** is nginx: upstream keep-alive and read timeout are the idle timeout (the latter a
                third of a second more, or nginx would begin the idle time too early), connecting takes 10 s at most, `keepalive_timeout` is
                the idle timeout, `keepalive_time` the client keep-alive, each of its nodes has connections of its own, and nothing is
                tried again. It does not imitate: %s

                **What forgets connections** is the relay: after so much silence it drops everything without a word. It cannot see TCP
                keep-alive probes, but the kernel counts the segments that come in, and by that it knows of them. The kernel still
                acknowledges what is sent into a forgotten connection; in real life not even that comes back.

                **What stops a service** is not systemd but a script that does what it does: TERM to the main process, and KILL to all
                of them when `TimeoutStopSec` is over.

                %s
                """.formatted(
                        date,
                        versions,
                        proofs.stream().map(ProofPage::row).collect(Collectors.joining("\n")),
                        StandIn.NOT_IMITATED,
                        proofs.stream().map(ProofPage::section).collect(Collectors.joining("\n"))).stripTrailing()
                + "\n";
    }

    private static String section(Proof proof) {
        Scenario scenario = proof.scenario();
        return """
                ## %s

                <!-- %s -->
                %s.

                ![%s](proof/%s.svg)

                The rule says: %s

                Repaired by %s.

                | | requests | failed | answers | idle connections | %s |
                |---|---:|---:|---|---|---|
                %s
                %s

                Timers multiplied by %s; %s ms each way between %s.%s
                """.formatted(
                scenario.name(),
                fingerprint(scenario),
                scenario.title(),
                scenario.title(),
                scenario.name(),
                proof.judged().finding().because(),
                proof.judged().changes().stream()
                        .map(change -> "`" + change + "`")
                        .collect(Collectors.joining(", ")),
                "answered after",
                line(proof, Phase.BROKEN),
                line(proof, Phase.REPAIRED),
                Outcome.number(scenario.scale()),
                scenario.latency().toMillis(),
                scenario.link(),
                scenario.fewer().isEmpty() ? "" : " Fewer than 1,000 requests, because " + scenario.fewer() + ".");
    }

    private static String line(Proof proof, Phase phase) {
        Outcome outcome = proof.outcome(phase);
        String ends = outcome.endedBy()
                .filter(party -> proof.scenario().expected(phase).endsFirst().isPresent())
                .map(party -> "%s ends them after %s s"
                        .formatted(party, seconds(outcome.endedAfter().orElseThrow())))
                .orElse("");
        return "| %s | %d | %d | %s | %s | %s |"
                .formatted(
                        phase.word(),
                        outcome.requests(),
                        outcome.failures(),
                        outcome.answers().entrySet().stream()
                                .map(answer -> answer.getValue() + " × " + answer.getKey())
                                .collect(Collectors.joining(", ")),
                        ends,
                        outcome.answeredAfter().isPresent()
                                ? seconds(outcome.answeredAfter().getAsDouble()) + " s"
                                : "");
    }

    private static String seconds(double value) {
        return Outcome.number(Math.round(value * 10) / 10.0);
    }
}
