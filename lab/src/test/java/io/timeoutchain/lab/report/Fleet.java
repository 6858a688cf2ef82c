package io.timeoutchain.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.SnapshotException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The demo's account, and accounts of many load balancers that are like its own. */
final class Fleet {

    /** How many chains the demo's account has. */
    private static final int CHAINS = 7;

    private static final String NAME = "\\b(api|checkout|legacy|notifications|reports|shop)(-tg)?(?=[\"/])";
    private static final String INSTANCE = "i-([0-9a-f]{13})[0-9a-f]{4}";

    private Fleet() {}

    /** The report that {@code demo} writes. */
    static Report demo() {
        return report(resource("demo/snapshot.json"), resource("demo/timeout-chain.yaml"));
    }

    /** A report of at least {@code chains} chains: the demo's account as often as it takes, under other names. */
    static Report of(int chains) {
        ObjectMapper json = new ObjectMapper();
        try {
            ObjectNode snapshot = (ObjectNode) json.readTree(resource("demo/snapshot.json"));
            ObjectNode region = (ObjectNode) snapshot.at("/regions/0");
            String one = region.toString();
            for (int copy = 1; copy * CHAINS < chains; copy++) {
                ObjectNode other = (ObjectNode) json.readTree(
                        one.replaceAll(NAME, "$1-" + copy + "$2").replaceAll(INSTANCE, "i-$1%04x".formatted(copy)));
                for (String list : List.of("loadBalancers", "targetGroups", "instances", "hosts", "gaps")) {
                    ((ArrayNode) region.get(list)).addAll((ArrayNode) other.get(list));
                }
            }
            String configuration = resource("demo/timeout-chain.yaml")
                    .replaceAll("load-balancer: (shop|reports)", "load-balancer: \"$1*\"");
            return report(snapshot.toString(), configuration);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report report(String snapshot, String configuration) {
        try {
            return Audit.report(
                    new SnapshotCodec().decode(snapshot),
                    ConfigurationReader.read("timeout-chain.yaml", configuration));
        } catch (SnapshotException | ConfigurationException e) {
            throw new IllegalStateException("the demo's account can be read", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream =
                Objects.requireNonNull(Audit.class.getResourceAsStream("/io/timeoutchain/auditor/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
