package io.timeoutchain.cdk;

import io.timeoutchain.cdk.ConstructTree.Level;
import io.timeoutchain.cdk.ConstructTree.Note;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;

/** Hands to the CDK what the guards have found by the time that it asks. */
final class ReportPlugin implements IPolicyValidationPlugin {

    private final Map<String, Report> reports;

    /** A plugin that tells what is in {@code reports} when it is asked. */
    ReportPlugin(Map<String, Report> reports) {
        this.reports = reports;
    }

    @Override
    public String getName() {
        return "timeout-chain";
    }

    @Override
    public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
        if (reports.isEmpty()) {
            throw new IllegalStateException("no guard has judged anything: was the validation of the app skipped?");
        }
        return PolicyValidationPluginReport.builder()
                .success(reports.values().stream()
                        .allMatch(report -> report.errors().isEmpty()))
                .violations(reports.values().stream()
                        .flatMap(report -> Stream.concat(report.errors().stream(), report.notes().stream()))
                        .map(ReportPlugin::violation)
                        .toList())
                .build();
    }

    private static PolicyViolation violation(Note note) {
        return PolicyViolation.builder()
                .ruleName(note.id().substring(Report.PREFIX.length()))
                .description(note.message())
                .severity(severity(note.level()))
                .violatingResources(List.of(PolicyViolatingResource.builder()
                        .constructPath(note.path())
                        .locations(List.of())
                        .build()))
                .build();
    }

    private static String severity(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "info";
        };
    }
}
