package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.gunicorn.GunicornProcess.Configuration;
import io.timeoutchain.product.gunicorn.PythonStatements.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads gunicorn's configuration file as text. It is a Python program and is never run: a setting counts as read only
 * where the last statement that can bind its name is an unconditional assignment of a literal at the top of the module.
 * Everything else is a gap with its line. Names count as they are written; gunicorn passes over {@code Timeout}.
 */
final class ConfigurationFile {

    private static final Pattern FUNCTION_OR_CLASS = Pattern.compile("(?:async\\s+def|def|class)\\b.*", Pattern.DOTALL);

    /** What can bind any name without writing it down. */
    private static final Pattern BINDS_ANYTHING = Pattern.compile(
            "\\bimport\\s*\\(?\\s*\\*|(?<![\\w.])(?:exec|globals|locals|vars|setattr)\\s*\\(|\\b__dict__\\b");

    private static final Pattern STRING = Pattern.compile("[uUrR]?(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\")");

    private final String process;
    private final String path;
    private final Map<Option, Reading<Value>> found = new EnumMap<>(Option.class);

    private ConfigurationFile(String process, String path) {
        this.process = process;
        this.path = path;
    }

    /** What {@code file} says, as the process {@code process} would take it. */
    static Level read(String process, Configuration.Text file) {
        ConfigurationFile reader = new ConfigurationFile(process, file.path());
        int function = Integer.MAX_VALUE;
        for (Statement statement : PythonStatements.of(file.lines())) {
            if (statement.indent() <= function) {
                function =
                        FUNCTION_OR_CLASS.matcher(statement.bare()).matches() ? statement.indent() : Integer.MAX_VALUE;
                reader.take(statement, false);
            } else {
                reader.take(statement, true);
            }
        }
        return Level.seen(reader.found);
    }

    private void take(Statement statement, boolean inFunction) {
        boolean bindsAnything = BINDS_ANYTHING.matcher(statement.bare()).find();
        for (Option option : Option.values()) {
            Names names = new Names(option.key());
            if (bindsAnything) {
                unread(option, statement, Text.of("may set it under a name that is not written there"));
            } else if (inFunction) {
                if (names.isGlobal(statement.bare())) {
                    unread(option, statement, Text.of("lets a function set it"));
                }
            } else if (names.isBoundBy(statement.bare())) {
                assign(option, statement);
            }
        }
    }

    private void assign(Option option, Statement statement) {
        List<Integer> signs = assignments(statement.bare());
        Optional<Value> value = signs.isEmpty()
                ? Optional.empty()
                : literal(statement.text().substring(signs.getLast() + 1).strip());
        if (statement.indent() > 0) {
            unread(option, statement, Text.of("sets it under a condition"));
        } else if (!statement.whole()) {
            unread(option, statement, Text.of("is not complete"));
        } else if (value.isEmpty() || !new Names(option.key()).isPlainTarget(statement.bare(), signs)) {
            unread(option, statement, Text.of("computes it"));
        } else {
            found.put(option, Reading.stated(value.get(), Source.line(path, statement.line())));
        }
    }

    private void unread(Option option, Statement statement, Text cause) {
        found.put(
                option,
                Reading.unread(Level.gap(
                        process,
                        option,
                        Text.of("%s:%d %s", path, statement.line(), cause),
                        Text.of("write %s as a plain value, or give it on the command line", option.key()))));
    }

    /** A whole number, a product of whole numbers, or a string without escapes. */
    private static Optional<Value> literal(String text) {
        Matcher string = STRING.matcher(text);
        if (string.matches()) {
            String content = string.group(1) != null ? string.group(1) : string.group(2);
            return content.equals(GunicornProcess.REDACTED) ? Optional.empty() : Optional.of(new Value.Text(content));
        }
        BigInteger product = BigInteger.ONE;
        for (String factor : text.split("\\*", -1)) {
            Optional<BigInteger> number = Value.PythonNumber.literal(factor.strip());
            if (number.isEmpty()) {
                return Optional.empty();
            }
            product = product.multiply(number.get());
        }
        return Optional.of(new Value.Whole(product));
    }

    /** The places of the signs that assign: outside of brackets, and none of {@code ==}, {@code !=}, {@code <=}, {@code >=}. */
    private static List<Integer> assignments(String bare) {
        List<Integer> signs = new ArrayList<>();
        int depth = 0;
        for (int at = 0; at < bare.length(); at++) {
            char c = bare.charAt(at);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (c != '=' || depth > 0) {
                continue;
            }
            if (at + 1 < bare.length() && bare.charAt(at + 1) == '=') {
                at++;
            } else if (at == 0 || !comparesWith(bare, at)) {
                signs.add(at);
            }
        }
        return signs;
    }

    /** Tells {@code <=} from {@code <<=}. */
    private static boolean comparesWith(String bare, int sign) {
        char before = bare.charAt(sign - 1);
        boolean shifts = sign > 1 && bare.charAt(sign - 2) == before;
        return before == '!' || ((before == '<' || before == '>') && !shifts);
    }

    /** The ways in which a statement can bind one name. */
    private record Names(Pattern bound, Pattern global, Pattern mentioned, Pattern target) {

        Names(String name) {
            this("(?<![\\w.])" + name + "(?!\\w)", name);
        }

        private Names(String word, String name) {
            this(
                    Pattern.compile(
                            "\\b(?:def|class|as)\\s*\\(?\\s*" + word
                                    + "|\\bimport\\b.*" + word
                                    + "|^del\\b.*" + word
                                    + "|\\bfor\\b(?:(?!\\bin\\b).)*" + word
                                    + "|" + word + "\\s*:=",
                            Pattern.DOTALL),
                    Pattern.compile("^(?:global|nonlocal)\\b.*" + word, Pattern.DOTALL),
                    Pattern.compile(word),
                    Pattern.compile("\\s*" + name + "\\s*(?::[^=]*)?"));
        }

        boolean isGlobal(String bare) {
            return global.matcher(bare).find();
        }

        boolean isBoundBy(String bare) {
            List<Integer> signs = assignments(bare);
            boolean assigned = !signs.isEmpty()
                    && mentioned.matcher(bare.substring(0, signs.getLast())).find();
            return assigned || bound.matcher(bare).find();
        }

        /** Tells whether one of the targets is the name itself, and not a part of something that is taken apart. */
        boolean isPlainTarget(String bare, List<Integer> signs) {
            int from = 0;
            for (int sign : signs) {
                if (target.matcher(bare.substring(from, sign)).matches()) {
                    return true;
                }
                from = sign + 1;
            }
            return false;
        }
    }
}
