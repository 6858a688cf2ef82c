package io.timeoutchain.auditor.assemble;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers remarks, so that what holds for many is said once. */
final class Notes {

    /** Named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private final Map<String, SortedSet<String>> subjects = new LinkedHashMap<>();

    /** Notes that {@code remark} holds for {@code subject}; {@code %s} in it stands for all its subjects. */
    void add(String remark, String subject) {
        subjects.computeIfAbsent(remark, unseen -> new TreeSet<>()).add(subject);
    }

    List<String> sentences() {
        return subjects.entrySet().stream()
                .map(entry -> entry.getKey().replace("%s", listed(List.copyOf(entry.getValue()))))
                .toList();
    }

    private static String listed(List<String> names) {
        int more = names.size() - NAMED;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and %d more".formatted(more);
    }
}
