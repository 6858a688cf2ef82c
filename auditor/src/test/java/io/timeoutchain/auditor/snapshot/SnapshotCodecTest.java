package io.timeoutchain.auditor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotCodecTest {

    private static final Snapshot EVERYTHING = new Snapshot(
            SnapshotCodec.SCHEMA,
            "0.1.0",
            Instant.parse("2026-11-21T20:00:00Z"),
            "123456789012",
            List.of(new RegionSnapshot(
                    "eu-central-1",
                    List.of(
                            new LoadBalancerFacts(
                                    "arn:lb/a",
                                    "a",
                                    "application",
                                    Optional.of(Map.of(
                                            "idle_timeout.timeout_seconds", "60", "client_keep_alive.seconds", "3600")),
                                    Optional.of(List.of(new ListenerFacts(
                                            "arn:listener/a",
                                            "HTTPS",
                                            443,
                                            Optional.empty(),
                                            List.of(new RuleFacts("arn:rule/a", "default", List.of("arn:tg/a"))))))),
                            new LoadBalancerFacts("arn:lb/b", "b", "network", Optional.empty(), Optional.empty())),
                    List.of(
                            new TargetGroupFacts(
                                    "arn:tg/a",
                                    "a",
                                    Optional.of("HTTP"),
                                    Optional.of("HTTP1"),
                                    Optional.of(8080),
                                    "instance",
                                    Optional.of("vpc-1"),
                                    Optional.of("/"),
                                    List.of("arn:lb/a"),
                                    Optional.of(Map.of("deregistration_delay.timeout_seconds", "300")),
                                    Optional.of(List.of(new TargetFacts(
                                            "i-1",
                                            Optional.of(8080),
                                            "unhealthy",
                                            Optional.of("Target.Timeout"),
                                            Optional.of("i-1"))))),
                            new TargetGroupFacts(
                                    "arn:tg/l",
                                    "l",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "lambda",
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty())),
                    List.of(new InstanceFacts(
                            "i-1",
                            Optional.of("shop-1"),
                            "m7i.large",
                            "running",
                            Optional.of("vpc-1"),
                            List.of(
                                    new InterfaceFacts(
                                            "eni-1", List.of("10.0.0.1"), Optional.of(Duration.ofSeconds(350))),
                                    new InterfaceFacts("eni-2", List.of(), Optional.empty())))),
                    List.of(new InstanceTypeFacts("m7i.large", 2, 8192, Optional.of(Duration.ofSeconds(432000)))),
                    List.of(new HostFacts(
                            "i-1",
                            Optional.of("Online"),
                            Optional.of("Linux"),
                            new TreeSet<>(List.of(8080, 80)),
                            Optional.of("späte Antwort\n\u0000<end>"))),
                    List.of(new GapFacts("arn:lb/b", "elasticloadbalancing:DescribeListeners", "s", "c", "r")),
                    new CallFacts(12, 13, 1, Duration.ofMillis(1234)))));

    private final SnapshotCodec codec = new SnapshotCodec();

    @Test
    void what_was_written_is_read_back_equal() throws SnapshotException {
        assertThat(codec.decode(codec.encode(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @Test
    void writing_what_was_read_gives_the_same_bytes() throws SnapshotException {
        String once = codec.encode(EVERYTHING);
        assertThat(codec.encode(codec.decode(once))).isEqualTo(once);
    }

    @Test
    void a_snapshot_from_before_names_were_kept_still_reads() throws SnapshotException {
        String older = codec.encode(EVERYTHING).replaceAll("\\s*\"name\" : \"shop-1\",", "");
        assertThat(older).doesNotContain("shop-1");
        assertThat(codec.decode(older).regions().getFirst().instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.name()).isEmpty());
    }

    @Test
    void attributes_are_written_in_the_order_of_their_keys_and_what_is_absent_as_null() {
        assertThat(codec.encode(EVERYTHING))
                .containsSubsequence("client_keep_alive.seconds", "idle_timeout.timeout_seconds")
                .contains("\"listeners\" : null")
                .endsWith("}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"port\" : 443|\"port\" : \"x\"|$.regions[0].loadBalancers[0].listeners[0].port: expected a whole number",
                "\"port\" : 443|\"port\" : \"443\"|$.regions[0].loadBalancers[0].listeners[0].port: expected a whole number",
                "\"port\" : 443|\"port\" : 443.5|$.regions[0].loadBalancers[0].listeners[0].port: expected a whole number",
                "\"port\" : 443|\"port\" : null|$.regions[0].loadBalancers[0].listeners[0].port: expected a whole number",
                "\"port\" : 443,||$.regions[0].loadBalancers[0].listeners[0].port: the key is missing",
                "\"port\" : 443|\"port\" : 443, \"prot\" : 443|$.regions[0].loadBalancers[0].listeners[0].prot: the key \"prot\" is not known",
                "\"name\" : \"b\"|\"name\" : 7|$.regions[0].loadBalancers[1].name: expected a text",
                "\"name\" : \"b\"|\"name\" : null|$.regions[0].loadBalancers[1].name: the key is missing",
                "2026-11-21T20:00:00Z|yesterday|$.takenAt: expected a time such as",
                "PT5M50S|350|$.regions[0].instances[0].interfaces[0].tcpEstablishedTimeout: expected a duration such as",
            })
    void damage_is_refused_with_the_path_of_the_place(String good, String bad, String message) {
        String damaged = codec.encode(EVERYTHING).replaceFirst(good, bad == null ? "" : bad);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode(damaged))
                .withMessageStartingWith("The snapshot is damaged at " + message)
                .withMessageEndingWith(".");
    }

    @Test
    void a_text_that_is_not_json_is_refused_with_line_and_column() {
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode("{\n  \"schema\" : snapshot\n}"))
                .withMessageStartingWith("The snapshot is not valid JSON (line 2, column ");
    }

    @Test
    void a_key_given_twice_is_refused() {
        String doubled = codec.encode(EVERYTHING).replaceFirst("\"account\"", "\"account\" : \"1\", \"account\"");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode(doubled))
                .withMessageContaining("account");
    }

    @Test
    void a_cut_file_is_refused() {
        String whole = codec.encode(EVERYTHING);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode(whole.substring(0, whole.length() / 2)))
                .withMessageStartingWith("The snapshot is not valid JSON");
    }

    @Test
    void a_newer_shape_is_refused_with_what_to_do() {
        String newer = codec.encode(EVERYTHING).replace("snapshot/1", "snapshot/2");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode(newer))
                .withMessage("The snapshot has the shape snapshot/2, but this version reads snapshot/1."
                        + " Use the version that wrote it (0.1.0), or take the snapshot again.");
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "7", "'{\"schema\":\"report/1\"}'", "''"})
    void another_document_is_not_a_snapshot(String other) {
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> codec.decode(other))
                .withMessageStartingWith("This is not a snapshot");
    }
}
