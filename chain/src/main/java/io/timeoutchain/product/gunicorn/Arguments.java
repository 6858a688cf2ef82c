package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads gunicorn's arguments as Python's argparse does: long options may be abbreviated and take their value after
 * {@code =} or in the next word, short ones may be run together and take the rest of the word, the last one wins. The
 * arguments of a running process were accepted once, so what looks refused here is something that is not understood.
 */
final class Arguments {

    /** The one-letter options that take no value, and so may stand before others in one word. */
    private static final String SHORT_FLAGS = "DR";

    private final String process;
    private final Source source;
    private final List<String> words;
    private final Map<Option, Reading<Value>> found = new EnumMap<>(Option.class);
    private int next;

    private Arguments(String process, Source source, List<String> words) {
        this.process = process;
        this.source = source;
        this.words = words;
    }

    /**
     * What {@code words} say.
     *
     * @param process whose they are, for gaps
     * @param source where they stand
     * @param words without the program's own name
     */
    static Level read(String process, Source source, List<String> words) {
        return Level.seen(new Arguments(process, source, words).readAll());
    }

    private Map<Option, Reading<Value>> readAll() {
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                break;
            }
            if (word.startsWith("--")) {
                readLong(word);
            } else if (word.length() > 1 && word.startsWith("-")) {
                readShort(word.substring(1));
            }
        }
        return found;
    }

    private void readLong(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<String> attached = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
        List<Option> meant = Option.meantBy(name);
        if (meant.size() == 1 && meant.getFirst().isSurely(name)) {
            put(meant.getFirst(), attached);
        } else {
            meant.forEach(
                    option -> unread(option, Text.of("may be set by the abbreviation %s in %s", name, source.words())));
        }
    }

    private void readShort(String letters) {
        String rest = letters;
        while (!rest.isEmpty()) {
            char letter = rest.charAt(0);
            rest = rest.substring(1);
            if (SHORT_FLAGS.indexOf(letter) < 0) {
                Optional<Option> option = Option.ofShort("-" + letter);
                String value = rest.startsWith("=") ? rest.substring(1) : rest;
                option.ifPresent(known -> put(known, value.isEmpty() ? Optional.empty() : Optional.of(value)));
                return;
            }
        }
    }

    private void put(Option option, Optional<String> attached) {
        Optional<String> value = attached.or(this::following);
        if (value.isEmpty()) {
            unread(option, Text.of("has no value in %s", source.words()));
        } else if (value.get().equals(GunicornProcess.REDACTED)) {
            unread(option, Text.of("was left out of %s", source.words()));
        } else {
            found.put(option, Reading.stated(new Value.Word(value.get()), source));
        }
    }

    /** The next word, where it is no option: argparse takes none of those for a value. */
    private Optional<String> following() {
        return next < words.size() && !words.get(next).startsWith("-")
                ? Optional.of(words.get(next++))
                : Optional.empty();
    }

    private void unread(Option option, Text cause) {
        found.put(
                option,
                Reading.unread(Level.gap(
                        process,
                        option,
                        Text.of("%s %s", option.key(), cause),
                        Text.of("write the option and its value in full"))));
    }
}
