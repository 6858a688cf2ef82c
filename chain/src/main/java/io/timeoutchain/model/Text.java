package io.timeoutchain.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sentence, or a part of one, that is put together only when somebody reads it, in the language of whoever reads it.
 *
 * <p>It is an English pattern with {@linkplain java.util.Formatter placeholders} and what stands in their places: names,
 * numbers, {@link Duration}s, {@link Bound}s and other texts. The English pattern is at the same time the key under which
 * the {@linkplain Catalogue catalogue} of another language has its translation. To make one costs no formatting: most of
 * what rules say is never read.
 */
public final class Text {

    private static final String ONE = "%s";

    private final String pattern;
    private final Object[] arguments;
    private final boolean opensSentence;
    private @Nullable String english;

    private Text(String pattern, Object[] arguments, boolean opensSentence) {
        this.pattern = pattern;
        this.arguments = arguments;
        this.opensSentence = opensSentence;
    }

    /** The text of {@code pattern}; without arguments it is taken as it stands. */
    public static Text of(String pattern, Object... arguments) {
        return new Text(pattern, arguments, false);
    }

    /** What comes from elsewhere, such as a name or a foreign message: the same in every language. */
    public static Text verbatim(String text) {
        return new Text(ONE, new Object[] {text}, false);
    }

    /** What an earlier run wrote down in English: translated where the catalogue has a pattern that fits it. */
    public static Text recorded(String english) {
        return new Text(ONE, new Object[] {new Recorded(english)}, false);
    }

    /** Words that are kept as they are, in English, and that {@link #recorded} says in another language. */
    public static String marked(String english) {
        return english;
    }

    /** All of {@code parts}, which are not none, each put behind those before it by {@code pattern} ({@code "%s, %s"}). */
    public static Text joined(String pattern, Collection<? extends Object> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to join");
        }
        return half(
                pattern,
                parts.stream()
                        .map(part -> part instanceof Text text ? text : new Text(ONE, new Object[] {part}, false))
                        .toList());
    }

    /** Texts within texts are put together by recursion, which must not be as deep as there are parts. */
    private static Text half(String pattern, List<Text> parts) {
        int half = parts.size() / 2;
        return half == 0
                ? parts.getFirst()
                : of(pattern, half(pattern, parts.subList(0, half)), half(pattern, parts.subList(half, parts.size())));
    }

    /** This text with {@code more} in the places that are still free. */
    public Text with(Object... more) {
        return new Text(
                pattern, Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(), opensSentence);
    }

    /** This text as a sentence: in English its first letter becomes a capital, unless a name opens it. */
    public Text asSentence() {
        return new Text(pattern, arguments, true);
    }

    private boolean beginsWithName() {
        return arguments.length > 0
                && pattern.startsWith(ONE)
                && !(arguments[0] instanceof Text text && !text.beginsWithName());
    }

    private record Recorded(String english) {}

    /** Tells whether there is nothing to read. */
    public boolean isBlank() {
        return arguments.length == 0
                ? pattern.isBlank()
                : pattern.equals(ONE) && arguments[0].toString().isBlank();
    }

    /** This text in {@code language}; in English where the catalogue has no such language. */
    public String in(Locale language) {
        return Catalogue.of(language).map(this::translated).orElseGet(this::toString);
    }

    private String translated(Catalogue catalogue) {
        return filled(catalogue.translation(pattern), catalogue);
    }

    /** This text in English. */
    @Override
    public String toString() {
        String known = english;
        if (known == null) {
            known = filled(pattern, null);
            if (opensSentence && !known.isEmpty() && !beginsWithName()) {
                known = Character.toUpperCase(known.charAt(0)) + known.substring(1);
            }
            english = known;
        }
        return known;
    }

    private String filled(String words, @Nullable Catalogue catalogue) {
        if (arguments.length == 0) {
            return words;
        }
        Object[] filled = new Object[arguments.length];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = shown(arguments[i], catalogue);
        }
        return String.format(Locale.ROOT, catalogue == null ? words : Catalogue.spaced(words, filled), filled);
    }

    private static Object shown(Object argument, @Nullable Catalogue catalogue) {
        return switch (argument) {
            case Text text -> catalogue == null ? text.toString() : text.translated(catalogue);
            case Bound bound -> shown(bound.words(), catalogue);
            case Duration duration -> shown(Durations.words(duration), catalogue);
            case Recorded(String words) -> catalogue == null ? words : catalogue.recognised(words);
            default -> argument;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Text text
                        && pattern.equals(text.pattern)
                        && opensSentence == text.opensSentence
                        && Arrays.equals(arguments, text.arguments));
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + Arrays.hashCode(arguments);
    }
}
