package io.timeoutchain.auditor.snapshot;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern for the names and ARNs of a snapshot: {@code *} stands for any characters and {@code ?} for one. */
public record Glob(String text) {

    /** Matches every name. */
    public static final Glob ANY = new Glob("*");

    public boolean matches(String name) {
        String regex = Arrays.stream(text.split("(?<=[*?])|(?=[*?])", -1))
                .map(part -> switch (part) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining());
        return name.matches(regex);
    }
}
