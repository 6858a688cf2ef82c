package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Quotas;
import io.timeoutchain.auditor.config.DurationText;
import io.timeoutchain.model.Text;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What to audit, and as whom. The AWS variables AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL are obeyed as well. */
final class ScopeOptions {

    /** Beyond this a command would hold the agents of many hosts for too long. */
    private static final Duration LONGEST_MEASUREMENT = Duration.ofSeconds(300);

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "A region to audit; may be repeated. Default: the one that AWS_REGION or the profile names.")
    List<String> regions = List.of();

    @Option(names = "--all-regions", description = "Audit every region that is enabled for the account.")
    boolean allRegions;

    @Option(names = "--profile", paramLabel = "PROFILE", description = "The profile of the AWS configuration files.")
    @Nullable
    String profile;

    @Option(names = "--role-arn", paramLabel = "ARN", description = "A role to assume first.")
    @Nullable
    String roleArn;

    @Option(
            names = "--load-balancer",
            paramLabel = "NAME|ARN|GLOB",
            description = "Only these load balancers; * and ? stand for characters. May be repeated.")
    List<String> loadBalancers = List.of();

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Only load balancers with this tag; may be repeated, and then all must be there.")
    Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            names = "--no-hosts",
            description = "Do not ask the hosts; everything that only they know cannot be told then.")
    boolean noHosts;

    @Option(
            names = "--document",
            paramLabel = "NAME",
            description = "The Systems Manager document that holds the host script. Default: "
                    + CollectOptions.SHELL_DOCUMENT + ", which is given the script.")
    @Nullable
    String document;

    @Option(
            names = "--measure",
            arity = "0..1",
            fallbackValue = "120s",
            paramLabel = "MAX",
            description =
                    "Let each host measure how long its server keeps an idle connection: one GET for the health check's path on each target port that speaks HTTP/1.1, then silence for MAX at most, up to 300s. Default of MAX: ${FALLBACK-VALUE}.")
    @Nullable
    String measure;

    @Option(
            names = "--api-share",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description =
                    "How much of the account's API quota to use, 1 to 100, so that other tools keep working. Default: ${DEFAULT-VALUE}.")
    int share = 50;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Send all calls there instead of to AWS, as to an emulator.")
    @Nullable
    URI endpoint;

    private Duration wait(String text) {
        if (noHosts) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Text.of("--measure and --no-hosts exclude each other: it is the hosts that measure."));
        }
        return DurationText.parse(text)
                .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0
                        && wait.compareTo(LONGEST_MEASUREMENT) <= 0
                        && wait.equals(Duration.ofSeconds(wait.toSeconds())))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Text.of("--measure is a time in whole seconds, up to 300s, not \"%s\".", text)));
    }

    /** Whether any of these options was given. */
    boolean isGiven(CommandLine.Model.CommandSpec command) {
        return command.commandLine().getParseResult().matchedOptions().stream().anyMatch(ScopeOptions::isOne);
    }

    /** Whether {@code option} is one of these. */
    static boolean isOne(CommandLine.Model.OptionSpec option) {
        return option.userObject() instanceof Field field && field.getDeclaringClass() == ScopeOptions.class;
    }

    CollectOptions options() {
        if (allRegions && !regions.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, Text.of("--region and --all-regions exclude each other: give one of them."));
        }
        if (share < 1 || share > 100) {
            throw new CommandFailure(
                    ExitCode.USAGE, Text.of("--api-share is a percentage from 1 to 100, not %d.", share));
        }
        if (endpoint != null && (endpoint.getHost() == null || endpoint.getScheme() == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Text.of(
                            "--endpoint-url is a URL with a host, such as http://localhost:4566, not \"%s\".",
                            endpoint));
        }
        CollectOptions options = CollectOptions.DEFAULT
                .withRegions(regions)
                .withLoadBalancers(loadBalancers)
                .withTags(tags)
                .withQuotas(Quotas.DOCUMENTED.share(share / 100.0));
        options = allRegions ? options.withAllRegions() : options;
        options = noHosts ? options.withoutHosts() : options;
        options = profile == null ? options : options.withProfile(profile);
        options = roleArn == null ? options : options.withRole(roleArn);
        options = measure == null ? options : options.measuringFor(wait(measure));
        options = document == null ? options : options.withDocument(document);
        return endpoint == null ? options : options.withEndpoint(endpoint);
    }
}
