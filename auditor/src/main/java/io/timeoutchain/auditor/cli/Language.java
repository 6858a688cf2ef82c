package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The languages that this program speaks to people, and which of them it speaks now. */
final class Language {

    /** Its name on the command line. */
    static final String OPTION = "--lang";

    private static final String VARIABLE = "TIMEOUT_CHAIN_LANG";

    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.JAPANESE);

    private Language() {}

    /**
     * What the command line says, else {@code TIMEOUT_CHAIN_LANG}, else the locale: of {@code LC_ALL}, {@code LC_MESSAGES} and
     * {@code LANG} the first that is set, as POSIX orders them. A locale of another language is English, and so is none.
     *
     * <p>The help is written while the arguments are read, so they are looked at before that; what has no meaning there is
     * refused later, when {@link Converter} meets it.
     */
    static Locale of(List<String> arguments, Map<String, String> environment) {
        return named(arguments)
                .or(() -> set(environment, VARIABLE))
                .map(name -> spoken(name).orElse(Locale.ENGLISH))
                .orElseGet(() -> Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                        .flatMap(variable -> set(environment, variable).stream())
                        .findFirst()
                        .flatMap(locale -> spoken(locale.split("[_.@]", 2)[0]))
                        .orElse(Locale.ENGLISH));
    }

    /** The variable names a language that is not spoken here. */
    static Optional<String> refused(Map<String, String> environment) {
        return set(environment, VARIABLE).filter(name -> spoken(name).isEmpty());
    }

    private static Optional<String> named(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.startsWith(OPTION + "=")) {
                return Optional.of(argument.substring(OPTION.length() + 1));
            }
            if (argument.equals(OPTION) && at + 1 < arguments.size()) {
                return Optional.of(arguments.get(at + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    private static Optional<Locale> spoken(String name) {
        return SPOKEN.stream()
                .filter(language -> language.getLanguage().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> names() {
        return SPOKEN.stream().map(Locale::getLanguage).toList();
    }

    /** Reads the option. */
    static final class Converter implements CommandLine.ITypeConverter<Locale> {
        @Override
        public Locale convert(String name) {
            return spoken(name)
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            sentence(name).toString()));
        }
    }

    /** For shell completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /** That {@code name} is no language that is spoken here. */
    static Text sentence(String name) {
        return Text.of("there is no language \"%s\" here; give %s", name, Text.joined("%s or %s", names()));
    }
}
