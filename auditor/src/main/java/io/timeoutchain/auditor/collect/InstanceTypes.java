package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what the instances' types have, and all other sizes of their families: the next one may be the advice. */
final class InstanceTypes {

    private final Instances api;
    private final Calls calls;

    InstanceTypes(Instances api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    Collected<List<InstanceTypeFacts>> of(List<InstanceFacts> instances) {
        List<String> types =
                instances.stream().map(InstanceFacts::type).distinct().sorted().toList();
        List<String> families =
                types.stream().map(InstanceTypes::family).distinct().toList();
        List<InstanceTypeFacts> sizes = new ArrayList<>();
        List<GapFacts> gaps = new ArrayList<>();
        for (List<String> batch : Batches.of(families, Instances.FILTER_VALUES)) {
            Collected<Optional<List<InstanceTypeFacts>>> answer =
                    calls.askAll(api.sizesOf(batch), "", Text.of("instance types"));
            answer.value().ifPresent(sizes::addAll);
            gaps.addAll(answer.gaps());
        }
        sizes.sort(Comparator.comparing(InstanceTypeFacts::type));
        return new Collected<>(
                sizes,
                gaps.stream()
                        .flatMap(gap -> types.stream()
                                .filter(type -> sizes.stream()
                                        .noneMatch(size -> size.type().equals(type)))
                                .map(type -> new GapFacts(
                                        type,
                                        gap.action(),
                                        Text.of("instance type %s", type),
                                        Text.recorded(gap.cause()),
                                        Text.recorded(gap.remedy()))))
                        .distinct()
                        .toList());
    }

    private static String family(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
