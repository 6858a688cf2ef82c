package io.timeoutchain.auditor.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.AsffReport;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** An audit that can be published: what it read, was to read, and made of it. */
record Published(Snapshot snapshot, CollectOptions options, Report report) {

    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    /** The audit of {@code account} on the given day, without a filter and without a configuration. */
    static Published on(int day, Account account) {
        return on(day, account.snapshot());
    }

    static Published on(int day, Snapshot snapshot) {
        Snapshot then = new Snapshot(
                snapshot.schema(),
                snapshot.toolVersion(),
                FIRST.plus(day, ChronoUnit.DAYS),
                snapshot.account(),
                snapshot.regions());
        return new Published(then, CollectOptions.DEFAULT, Audit.report(then, Configuration.NONE));
    }

    Published with(CollectOptions other) {
        return new Published(snapshot, other, report);
    }

    Published with(UnaryOperator<Report> aside) {
        return new Published(snapshot, options, aside.apply(report));
    }

    Published with(String configuration) {
        try {
            return new Published(
                    snapshot,
                    options,
                    Audit.report(snapshot, ConfigurationReader.read("timeout-chain.yaml", configuration)));
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same audit as if it had read {@code regions} and no other. */
    Published in(List<RegionSnapshot> regions) {
        Snapshot other = new Snapshot(
                snapshot.schema(), snapshot.toolVersion(), snapshot.takenAt(), snapshot.account(), regions);
        return new Published(other, options, Audit.report(other, Configuration.NONE));
    }

    JsonNode findings() {
        try {
            return new JsonMapper().readTree(new AsffReport().render(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    SecurityHub.Outcome to(SecurityHub.Hubs hubs) {
        return new SecurityHub(hubs).publish(findings(), new Gone(findings(), report, snapshot, options));
    }
}
