package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the load balancers, and keeps those that were asked for. */
final class LoadBalancersInScope {

    private final LoadBalancers api;
    private final Calls calls;
    private final CollectOptions options;

    LoadBalancersInScope(LoadBalancers api, Calls calls, CollectOptions options) {
        this.api = api;
        this.calls = calls;
        this.options = options;
    }

    /** Empty where the listing failed at once. */
    Collected<Optional<List<LoadBalancerFacts>>> in(String region) {
        NamePatterns wanted = new NamePatterns(options.loadBalancers());
        Collected<Optional<List<LoadBalancerFacts>>> named = calls.askAll(
                        api.all(), region, Text.of("load balancers of %s", region))
                .map(listed -> listed.map(all -> all.stream()
                        .filter(wanted::admit)
                        .sorted(Comparator.comparing(LoadBalancerFacts::arn))
                        .toList()));
        return options.tags().isEmpty()
                ? named
                : named.then(listed -> listed.map(this::tagged)
                        .orElseGet(() -> Collected.of(List.of()))
                        .map(kept -> listed.map(all -> kept)));
    }

    private Collected<List<LoadBalancerFacts>> tagged(List<LoadBalancerFacts> candidates) {
        return Collected.all(Parallel.all(Batches.of(candidates, LoadBalancers.TAGS_AT_ONCE), this::taggedBatch))
                .map(batches -> batches.stream().flatMap(List::stream).toList());
    }

    private Collected<List<LoadBalancerFacts>> taggedBatch(List<LoadBalancerFacts> batch) {
        Call<Map<String, Map<String, String>>> call =
                api.tags(batch.stream().map(LoadBalancerFacts::arn).toList());
        try {
            Map<String, Map<String, String>> tags = calls.send(call);
            return Collected.of(batch.stream()
                    .filter(candidate -> hasAll(tags.getOrDefault(candidate.arn(), Map.of())))
                    .toList());
        } catch (CallFailed e) {
            // Whether they are in scope cannot be told; leaving them out without a word would look like a clean
            // account.
            List<GapFacts> gaps = batch.stream()
                    .map(candidate ->
                            Calls.gap(call.action(), e, candidate.arn(), Text.of("tags of %s", candidate.name())))
                    .toList();
            return new Collected<>(List.of(), gaps);
        }
    }

    private boolean hasAll(Map<String, String> tags) {
        return tags.entrySet().containsAll(options.tags().entrySet());
    }
}
