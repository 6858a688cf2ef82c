package io.timeoutchain.auditor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.Calls;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Time;
import io.timeoutchain.auditor.collect.aws.AwsCloud;
import io.timeoutchain.auditor.publish.SecurityHub;
import io.timeoutchain.auditor.report.AsffReport;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether findings are published. The only call besides running the host script that is no reading, so never by default. */
final class PublishOption {

    private static final String SECURITY_HUB = "security-hub";

    /** More refusals look alike. */
    private static final int SHOWN = 5;

    static final class Services implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(SECURITY_HUB).iterator();
        }
    }

    static final class ServiceName implements CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!name.equals(SECURITY_HUB)) {
                throw new CommandLine.TypeConversionException(
                        Text.of("\"%s\" is none; write --publish %s", name, SECURITY_HUB)
                                .toString());
            }
            return name;
        }
    }

    @Option(
            names = "--publish",
            paramLabel = "SERVICE",
            converter = ServiceName.class,
            completionCandidates = Services.class,
            description =
                    "Publish what is found to AWS Security Hub, in the region of each load balancer: ${COMPLETION-CANDIDATES}.")
    @Nullable
    private String service;

    boolean isGiven() {
        return service != null;
    }

    /**
     * Publishes {@code report}, if that was asked for, and says what became of it.
     *
     * @return {@code exitCode}, or that publishing failed
     */
    int publish(Report report, CollectOptions options, int exitCode, PrintWriter err) {
        if (!isGiven()) {
            return exitCode;
        }
        try (AwsCloud cloud = AwsCloud.open(options)) {
            Calls calls = new Calls(options.quotas(), Time.system(), () -> ThreadLocalRandom.current()
                    .nextDouble());
            SecurityHub hub = new SecurityHub((region, findings) -> calls.send(cloud.importFindings(region, findings)));
            SecurityHub.Outcome outcome = hub.publish(new JsonMapper().readTree(new AsffReport().render(report)));
            tell(outcome, err);
            return outcome.isComplete() ? exitCode : ExitCode.NOT_PUBLISHED;
        } catch (CollectFailure e) {
            throw new CommandFailure(ExitCode.NOT_PUBLISHED, e.sentence());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report is JSON", e);
        }
    }

    private static void tell(SecurityHub.Outcome outcome, PrintWriter err) {
        if (outcome.taken().isEmpty() && outcome.failed().isEmpty()) {
            err.println("There was nothing to publish to Security Hub.");
        }
        outcome.taken().forEach((region, told) -> err.printf("Security Hub in %s took %d findings.%n", region, told));
        outcome.failed()
                .forEach((region, told) -> err.printf(
                        "Security Hub in %s could not be reached or refused: %s. Enable it there, and allow securityhub:BatchImportFindings (\"timeout-chain policy --publish security-hub\").%n",
                        region, told));
        outcome.refused().stream()
                .limit(SHOWN)
                .forEach(finding -> err.printf("Security Hub did not take %s: %s.%n", finding.id(), finding.why()));
        if (outcome.refused().size() > SHOWN) {
            err.printf("… nor %d others.%n", outcome.refused().size() - SHOWN);
        }
        err.flush();
    }
}
