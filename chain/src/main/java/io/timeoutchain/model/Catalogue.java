package io.timeoutchain.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The translations of every pattern of every {@link Text} into one language.
 *
 * <p>They stand in the files {@code io/timeoutchain/<module>_<language>.po}, in the one-line entries of gettext's PO
 * format ({@code msgid "…"}, {@code msgstr "…"}), which translators' editors read
 * (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
 */
final class Catalogue {

    /** The modules that have something to say to a person. */
    private static final List<String> MODULES = List.of("chain", "auditor");

    private static final Pattern ENTRY = Pattern.compile("(?m)^msgid \"(.+)\"\nmsgstr \"(.+)\"$");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d+\\$)?,?[sd]");

    /** A pattern with fewer letters of its own fits too much to be recognised by. */
    private static final int TELLING = 6;

    /** What may stand in one with fewer letters, such as {@code %s s} and {@code up to %s}. */
    private static final String QUANTITY = "([0-9][0-9.,]*(?: [A-Za-z]+)?)";

    private static final String KANA_OR_IDEOGRAPH = "[\\u3000-\\u30ff\\u4e00-\\u9fff\\uff00-\\uff65]";
    private static final Pattern JAPANESE = Pattern.compile(KANA_OR_IDEOGRAPH);
    private static final Pattern ENDS_JAPANESE = Pattern.compile(KANA_OR_IDEOGRAPH + "$");
    private static final Pattern BLANK_BEFORE = Pattern.compile("(?<=" + KANA_OR_IDEOGRAPH + ") (%(\\d+)\\$s)");
    private static final Pattern BLANK_BEHIND = Pattern.compile("(%(\\d+)\\$s) (?=" + KANA_OR_IDEOGRAPH + ")");

    private static final Map<String, Optional<Catalogue>> LOADED = new ConcurrentHashMap<>();

    private final Map<String, String> translations;

    /** The patterns that a sentence can be recognised by, those with the most letters of their own first. */
    private final List<String> telling;

    private final Map<String, Pattern> shapes = new ConcurrentHashMap<>();

    /** What sentences were recognised as: a report names the same settings and parties at every finding. */
    private final Map<String, String> recognised = new ConcurrentHashMap<>();

    private Catalogue(Map<String, String> translations) {
        this.translations = translations;
        Map<String, Integer> letters = new LinkedHashMap<>();
        translations.keySet().forEach(pattern -> letters.put(pattern, letters(pattern)));
        this.telling = letters.entrySet().stream()
                .filter(entry -> entry.getValue() >= TELLING || isOfOneQuantity(entry.getKey()))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The catalogue of {@code language}; empty for English, and where there is none. */
    static Optional<Catalogue> of(Locale language) {
        return language.getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? Optional.empty()
                : LOADED.computeIfAbsent(language.getLanguage(), Catalogue::load);
    }

    private static Optional<Catalogue> load(String language) {
        try {
            Map<String, String> translations = new HashMap<>();
            for (String module : MODULES) {
                try (InputStream file =
                        Catalogue.class.getResourceAsStream("/io/timeoutchain/%s_%s.po".formatted(module, language))) {
                    if (file != null) {
                        translations.putAll(read(file));
                    }
                }
            }
            return translations.isEmpty() ? Optional.empty() : Optional.of(new Catalogue(translations));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> read(InputStream file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        Matcher entry = ENTRY.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        while (entry.find()) {
            entries.put(entry.group(1).translateEscapes(), entry.group(2).translateEscapes());
        }
        return entries;
    }

    /** The translation of {@code pattern}; itself where there is none. */
    String translation(String pattern) {
        return translations.getOrDefault(pattern, pattern);
    }

    /** The translation of a whole {@code sentence} in English; itself where no pattern fits it. */
    String recognised(String sentence) {
        String known = translations.getOrDefault(sentence, recognised.get(sentence));
        if (known == null) {
            known = fitting(sentence)
                    // What was told as a sentence has a capital that its pattern has not.
                    .or(() -> sentence.isEmpty()
                            ? Optional.empty()
                            : fitting(Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)))
                    .orElse(sentence);
            recognised.put(sentence, known);
        }
        return known;
    }

    private Optional<String> fitting(String sentence) {
        return Optional.ofNullable(translations.get(sentence)).or(() -> telling.stream()
                .map(pattern -> filled(pattern, sentence))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<String> filled(String pattern, String sentence) {
        Matcher fits = shapes.computeIfAbsent(pattern, Catalogue::shape).matcher(sentence);
        if (!fits.matches()) {
            return Optional.empty();
        }
        List<Object> arguments = IntStream.rangeClosed(1, fits.groupCount())
                .<Object>mapToObj(group -> recognised(fits.group(group)))
                .toList();
        String words = PLACEHOLDER
                .matcher(translation(pattern))
                .replaceAll(
                        found -> found.group(1) == null ? "%s" : "%" + Matcher.quoteReplacement(found.group(1)) + "s");
        return Optional.of(String.format(Locale.ROOT, spaced(words, arguments.toArray()), arguments.toArray()));
    }

    /**
     * {@code words} without the blanks that stand between a name or number and Japanese, where what comes there turns out to be
     * Japanese itself.
     */
    static String spaced(String words, Object[] arguments) {
        String before = BLANK_BEFORE
                .matcher(words)
                .replaceAll(place -> Matcher.quoteReplacement(
                        JAPANESE.matcher(argument(place, arguments)).lookingAt() ? place.group(1) : place.group()));
        return BLANK_BEHIND
                .matcher(before)
                .replaceAll(place -> Matcher.quoteReplacement(
                        ENDS_JAPANESE.matcher(argument(place, arguments)).find() ? place.group(1) : place.group()));
    }

    private static String argument(MatchResult place, Object[] arguments) {
        return String.valueOf(arguments[Integer.parseInt(place.group(2)) - 1]);
    }

    private static int letters(String pattern) {
        return (int) PLACEHOLDER
                .matcher(pattern)
                .replaceAll("")
                .chars()
                .filter(Character::isLetter)
                .count();
    }

    private static boolean isOfOneQuantity(String pattern) {
        return letters(pattern) > 0 && PLACEHOLDER.matcher(pattern).results().count() == 1;
    }

    /** What a sentence of {@code pattern} looks like. */
    private static Pattern shape(String pattern) {
        String words = letters(pattern) < TELLING ? QUANTITY : "(.+?)";
        StringBuilder shape = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(pattern);
        int at = 0;
        while (placeholder.find()) {
            shape.append(literal(pattern.substring(at, placeholder.start())))
                    .append(placeholder.group().endsWith("d") ? "([0-9,]+)" : words);
            at = placeholder.end();
        }
        return Pattern.compile(shape.append(literal(pattern.substring(at))).toString(), Pattern.DOTALL);
    }

    private static String literal(String words) {
        return Pattern.quote(words.replace("%%", "%"));
    }
}
