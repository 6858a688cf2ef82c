package io.timeoutchain.auditor.cli;

import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the program writes to. Java 21 cannot tell, so the launcher does.
 *
 * @param out whether results go to a terminal
 * @param err whether diagnostics go to one
 * @param columns how wide it is, where that is known
 * @param colours whether colours suit it, where no option says otherwise
 */
record Terminal(boolean out, boolean err, OptionalInt columns, boolean colours) {

    private static final int NARROWEST = 20;

    /** When to colour, as {@code --color} spells it. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Colour {
        auto,
        always,
        never
    }

    /** The terminal of this process. */
    static Terminal ofThisProcess() {
        return of(System::getProperty, System::getenv);
    }

    /**
     * The terminal that the launcher's properties and the environment tell of. {@code NO_COLOR} (https://no-color.org) wins
     * over {@code CLICOLOR_FORCE} and {@code CLICOLOR} (http://bixense.com/clicolors/).
     */
    static Terminal of(Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
        boolean out = Boolean.parseBoolean(property.apply("timeoutchain.out.terminal"));
        boolean err = Boolean.parseBoolean(property.apply("timeoutchain.err.terminal"));
        boolean fit = out && !"dumb".equals(variable.apply("TERM")) && !"0".equals(variable.apply("CLICOLOR"));
        boolean colours = !isSet(variable.apply("NO_COLOR")) && (isSet(variable.apply("CLICOLOR_FORCE")) || fit);
        return new Terminal(out, err, columns(variable.apply("COLUMNS")), colours);
    }

    /** Whether to colour, with {@code wanted} from the command line. */
    boolean colours(Colour wanted) {
        return switch (wanted) {
            case auto -> colours;
            case always -> true;
            case never -> false;
        };
    }

    private static boolean isSet(@Nullable String variable) {
        return variable != null && !variable.isEmpty() && !variable.equals("0");
    }

    private static OptionalInt columns(@Nullable String variable) {
        return variable != null && variable.matches("[0-9]{1,4}") && Integer.parseInt(variable) > 0
                ? OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(variable)))
                : OptionalInt.empty();
    }
}
