package io.timeoutchain.product;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Named values of one owner, as text: the attributes of a load balancer, the lines that a user declared about a client.
 * Knows where each stands, and keeps apart "not stated", "stated but unreadable" and "never obtained".
 */
public final class Attributes {

    /** How much of an unreadable value a gap repeats. */
    private static final int SHOWN = 40;

    private final Map<String, String> values;
    private final Function<String, Source> where;
    private final Optional<Gap> missing;

    private Attributes(Map<String, String> values, Function<String, Source> where, Optional<Gap> missing) {
        this.values = Map.copyOf(values);
        this.where = where;
        this.missing = missing;
    }

    /** The attributes of {@code owner}, an ARN or a name. */
    public static Attributes of(String owner, Map<String, String> values) {
        return located(values, name -> new Source(Text.of("attribute %s of %s", name, owner)));
    }

    /** Values of which {@code where} tells the place by name: the file and line of a declaration. */
    public static Attributes located(Map<String, String> values, Function<String, Source> where) {
        return new Attributes(values, where, Optional.empty());
    }

    /** Attributes that could not be obtained; every question about them yields {@code gap}. */
    public static Attributes unread(Gap gap) {
        return new Attributes(Map.of(), Source::new, Optional.of(gap));
    }

    /** The value of {@code setting} in whole seconds, or {@code absent} where it is not stated. */
    public Reading<Bound> seconds(Setting setting, Reading<Bound> absent) {
        return read(setting.name(), WholeSeconds.EXPECTED, WholeSeconds::bound, absent);
    }

    /** The value of {@code name}, {@code true} or {@code false}, or {@code absent} where it is not stated. */
    public Reading<Boolean> flag(String name, Reading<Boolean> absent) {
        return read(
                name,
                Text.of("true or false"),
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                absent);
    }

    /**
     * The value of {@code name}.
     *
     * @param expected what the text should be, for the gap: "a whole number of seconds"
     * @param grammar gives the value that a text says, or nothing where it says none
     * @param absent what holds where the name is not stated
     */
    public <T> Reading<T> read(String name, Text expected, Function<String, Optional<T>> grammar, Reading<T> absent) {
        if (missing.isPresent()) {
            return Reading.unread(missing.get());
        }
        String text = values.get(name);
        if (text == null) {
            return absent;
        }
        Source source = where.apply(name);
        return grammar.apply(text)
                .map(value -> Reading.stated(value, source))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.verbatim(name),
                        Text.of("%s is \"%s\", not %s", source.words(), clipped(text), expected),
                        Text.of("set %s to %s", name, expected))));
    }

    private static String clipped(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
