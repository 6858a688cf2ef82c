package io.timeoutchain.auditor.assemble;

import io.timeoutchain.model.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers remarks, so that what holds for many is said once. */
final class Notes {

    /** Named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private final Map<Text, SortedSet<String>> subjects = new LinkedHashMap<>();

    /** Notes that {@code remark} holds for {@code subject}; the place that is still free in it is for all its subjects. */
    void add(Text remark, String subject) {
        subjects.computeIfAbsent(remark, unseen -> new TreeSet<>()).add(subject);
    }

    List<Text> sentences() {
        return subjects.entrySet().stream()
                .map(entry -> entry.getKey().with(listed(List.copyOf(entry.getValue()))))
                .toList();
    }

    private static Text listed(List<String> names) {
        int more = names.size() - NAMED;
        return more <= 0
                ? Text.verbatim(String.join(", ", names))
                : Text.of("%s and %d more", String.join(", ", names.subList(0, NAMED)), more);
    }
}
