package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call the hosts: the tag {@code Name} of each instance that has one. It only stands beside the id: several
 * instances may have the same name, and another one tomorrow.
 *
 * @param byId the names by instance id
 */
public record HostNames(@JsonValue SortedMap<String, String> byId) {

    /** No host has a name. */
    public static final HostNames NONE = new HostNames(new TreeMap<>());

    private static final Pattern ID = Pattern.compile("(?<![\\w-])i-\\w{1,40}");

    /** Leaves out a name that tells nothing, and one of what is no instance. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HostNames {
        SortedMap<String, String> telling = new TreeMap<>(byId);
        telling.entrySet()
                .removeIf(named -> named.getValue().isBlank()
                        || named.getValue().equals(named.getKey())
                        || !ID.matcher(named.getKey()).matches());
        byId = Collections.unmodifiableSortedMap(telling);
    }

    /** The name of the host {@code id} as plain text, if it has one. */
    Optional<String> of(String id) {
        return Optional.ofNullable(byId.get(id)).map(PlainText::name);
    }

    /** {@code i-0123456789abcdef0 (shop-1)} as plain text; the id alone where the host has no name. */
    public String labelled(String id) {
        String shown = PlainText.name(id);
        return of(id).map(name -> "%s (%s)".formatted(shown, name)).orElse(shown);
    }

    /** {@code text}, which is plain text, with its name behind the id of every host that has one. */
    public String in(String text) {
        return byId.isEmpty()
                ? text
                : ID.matcher(text).replaceAll(id -> Matcher.quoteReplacement(labelled(id.group())));
    }

    /** The names of {@code ids} as plain text, in their order, an empty one for a host without; empty where none has one. */
    List<String> of(List<String> ids) {
        List<String> names = ids.stream().map(id -> of(id).orElse("")).toList();
        return names.stream().allMatch(String::isEmpty) ? List.of() : names;
    }
}
