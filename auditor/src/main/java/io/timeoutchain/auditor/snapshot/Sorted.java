package io.timeoutchain.auditor.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Copies that nobody can change and that always come in the same order. */
final class Sorted {

    private Sorted() {}

    static Map<String, String> map(Map<String, String> entries) {
        return Collections.unmodifiableMap(new TreeMap<>(entries));
    }
}
