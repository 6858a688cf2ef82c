package io.timeoutchain.auditor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Calls;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Refusal;
import io.timeoutchain.auditor.collect.Time;
import io.timeoutchain.auditor.collect.aws.AwsCloud;
import io.timeoutchain.auditor.publish.Gone;
import io.timeoutchain.auditor.publish.SecurityHub;
import io.timeoutchain.auditor.report.AsffReport;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
                    "Publish what is found to AWS Security Hub, in the region of each load balancer, and archive there what is gone: ${COMPLETION-CANDIDATES}.")
    @Nullable
    private String service;

    boolean isGiven() {
        return service != null;
    }

    /**
     * Publishes {@code report}, if that was asked for, and says what became of it.
     *
     * @param snapshot what the report judges
     * @param options what was to be read
     * @return {@code exitCode}, or that publishing failed
     */
    int publish(
            Report report,
            Snapshot snapshot,
            CollectOptions options,
            int exitCode,
            CommandLine.Model.CommandSpec command) {
        if (!isGiven()) {
            return exitCode;
        }
        try (AwsCloud cloud = AwsCloud.open(options)) {
            Calls calls = new Calls(options.quotas(), Time.system(), () -> ThreadLocalRandom.current()
                    .nextDouble());
            JsonNode findings = new JsonMapper().readTree(new AsffReport().render(report));
            SecurityHub.Outcome outcome = new SecurityHub(new Account(cloud, calls))
                    .publish(findings, new Gone(findings, report, snapshot, options));
            tell(outcome, TimeoutChain.phrases(command), command.commandLine().getErr());
            return outcome.isComplete() ? exitCode : ExitCode.NOT_PUBLISHED;
        } catch (CollectFailure e) {
            throw new CommandFailure(ExitCode.NOT_PUBLISHED, e.sentence());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report is JSON", e);
        }
    }

    /** The hubs of the account that was audited. */
    private record Account(AwsCloud cloud, Calls calls) implements SecurityHub.Hubs {

        @Override
        public List<Refusal> send(String region, List<JsonNode> findings) throws CallFailed {
            return calls.send(cloud.importFindings(region, findings));
        }

        @Override
        public Page<JsonNode> active(String region, String account, String generators, Optional<String> next)
                throws CallFailed {
            return calls.send(cloud.activeFindings(region, account, generators).page(next));
        }
    }

    static void tell(SecurityHub.Outcome outcome, Phrases phrases, PrintWriter err) {
        sentences(outcome).forEach(sentence -> err.println(phrases.sentence(sentence)));
        err.flush();
    }

    private static List<Text> sentences(SecurityHub.Outcome outcome) {
        List<Text> sentences = new ArrayList<>();
        Set<String> regions = new TreeSet<>(outcome.imported().keySet());
        regions.addAll(outcome.archived().keySet());
        if (regions.isEmpty() && outcome.isComplete()) {
            sentences.add(Text.of("There was nothing to publish to Security Hub, and nothing to archive."));
        }
        regions.forEach(region -> sentences.add(Text.of(
                "Security Hub in %s: %d imported, %d archived.",
                region,
                outcome.imported().getOrDefault(region, 0),
                outcome.archived().getOrDefault(region, 0))));
        outcome.failed()
                .forEach((region, said) -> sentences.add(Text.of(
                        "Security Hub in %s could not be reached or refused: %s. Enable it there, and allow securityhub:BatchImportFindings (\"timeout-chain policy --publish security-hub\").",
                        region, said)));
        outcome.unseen()
                .forEach((region, said) -> sentences.add(Text.of(
                        "Security Hub in %s did not tell all that was published before: %s. What is gone may still be active there. Allow securityhub:GetFindings (\"timeout-chain policy --publish security-hub\").",
                        region, said)));
        outcome.refused().stream()
                .limit(SHOWN)
                .forEach(finding ->
                        sentences.add(Text.of("Security Hub did not take %s: %s.", finding.id(), finding.why())));
        if (outcome.refused().size() > SHOWN) {
            sentences.add(Text.of("… nor %d others.", outcome.refused().size() - SHOWN));
        }
        return sentences;
    }
}
