package io.timeoutchain.auditor.scheduled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Quotas;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.json.StrictJson;
import io.timeoutchain.model.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one run shall audit.
 *
 * @param run when the run was due; a repeated run has the same time. Empty for now
 * @param collecting what to read in each account, with its role
 * @param configuration margins, severities and declared parties
 */
public record Order(Optional<Instant> run, List<CollectOptions> collecting, Configuration configuration) {

    private static final String CONFIGURATION = "configuration";
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");

    private static final JsonMapper MAPPER = StrictJson.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public Order {
        collecting = List.copyOf(collecting);
    }

    /** The event's keys. Every one but {@code regions} may be left out. */
    private record Event(
            Optional<String> run,
            Optional<List<String>> regions,
            Optional<List<String>> roleArns,
            Optional<Boolean> ownAccount,
            Optional<List<String>> loadBalancers,
            Optional<Map<String, String>> tags,
            Optional<Boolean> hosts,
            Optional<String> document,
            Optional<Integer> apiShare,
            Optional<String> configuration) {}

    /**
     * Reads the event that starts a run:
     *
     * <ul>
     *   <li>{@code regions}: a list, at least one;
     *   <li>{@code roleArns}: the roles to audit as, one account each; none for the function's own;
     *   <li>{@code ownAccount}: whether to audit as the function itself too; usually where there are no roles;
     *   <li>{@code loadBalancers}, {@code tags}, {@code hosts}, {@code document}, {@code apiShare} (percent): as the options
     *       of {@code timeout-chain audit};
     *   <li>{@code configuration}: the text of a {@code timeout-chain.yaml};
     *   <li>{@code run}: when the run was due, such as {@code 2026-11-21T06:00:00Z}.
     * </ul>
     *
     * @throws OrderException if it says anything that has no meaning; the message tells every such thing
     */
    public static Order read(String json) throws OrderException {
        Event event;
        try {
            event = MAPPER.readValue(json, Event.class);
        } catch (JsonProcessingException e) {
            throw new OrderException(
                    List.of(StrictJson.problem(Text.of("the event"), e).toString()));
        }
        return new Reading(event).order();
    }

    private static final class Reading {

        private final Event event;
        private final List<String> problems = new ArrayList<>();

        Reading(Event event) {
            this.event = event;
        }

        Order order() throws OrderException {
            List<String> regions = event.regions().orElse(List.of());
            if (regions.isEmpty()) {
                problem("regions: name at least one, such as [\"eu-central-1\"]");
            }
            each("regions", regions, REGION, "a region such as eu-central-1");
            List<String> roles = event.roleArns().orElse(List.of());
            each("roleArns", roles, ROLE, "a role such as arn:aws:iam::123456789012:role/auditor");
            boolean own = event.ownAccount().orElse(roles.isEmpty());
            if (!own && roles.isEmpty()) {
                problem("ownAccount: without it and without roleArns there is no account to audit");
            }
            int share = event.apiShare().orElse((int) (CollectOptions.SHARE * 100));
            if (share < 1 || share > 100) {
                problem("apiShare: a percentage from 1 to 100, not %d".formatted(share));
            }
            Optional<Instant> run = event.run().flatMap(this::instant);
            Configuration configuration =
                    event.configuration().map(this::configuration).orElse(Configuration.NONE);
            if (!problems.isEmpty()) {
                throw new OrderException(problems);
            }
            CollectOptions options = options(regions, share);
            return new Order(
                    run,
                    Stream.concat(
                                    own ? Stream.of(options) : Stream.empty(),
                                    roles.stream().distinct().map(options::withRole))
                            .toList(),
                    configuration);
        }

        private CollectOptions options(List<String> regions, int share) {
            CollectOptions options = CollectOptions.DEFAULT
                    .withRegions(regions)
                    .withLoadBalancers(event.loadBalancers().orElse(List.of()))
                    .withTags(new TreeMap<>(event.tags().orElse(Map.of())))
                    .withQuotas(Quotas.DOCUMENTED.share(share / 100.0));
            options = event.hosts().orElse(true) ? options : options.withoutHosts();
            return event.document().map(options::withDocument).orElse(options);
        }

        private void each(String key, List<String> values, Pattern shape, String expected) {
            values.stream()
                    .filter(value -> !shape.matcher(value).matches())
                    .forEach(value -> problem("%s: %s, not \"%s\"".formatted(key, expected, value)));
        }

        private Optional<Instant> instant(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                problem("run: a time such as 2026-11-21T06:00:00Z, not \"%s\"".formatted(text));
                return Optional.empty();
            }
        }

        private Configuration configuration(String text) {
            try {
                return ConfigurationReader.read(CONFIGURATION, text);
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> problem(problem.toString()));
                return Configuration.NONE;
            }
        }

        private void problem(String sentence) {
            problems.add(sentence);
        }
    }
}
