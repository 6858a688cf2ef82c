package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help in the reader's language: every line that picocli would print has its translation among the texts. */
final class Help {

    private Help() {}

    /** Lets {@code command} and all below it speak {@code language}. */
    static void speak(CommandLine command, Locale language) {
        if (language.equals(Locale.ENGLISH)) {
            return;
        }
        Function<String, String> say = line -> Text.of(line).in(language);
        Map<String, String> options = new LinkedHashMap<>();
        translate(command, say, options);
        command.setResourceBundle(new Translated(options));
    }

    private static void translate(CommandLine command, Function<String, String> say, Map<String, String> options) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        usage.description(lines(usage.description(), say));
        usage.header(lines(usage.header(), say));
        usage.footer(lines(usage.footer(), say));
        usage.footerHeading(say.apply(usage.footerHeading()));
        usage.synopsisHeading(say.apply(usage.synopsisHeading()));
        usage.commandListHeading(say.apply(usage.commandListHeading()));
        usage.exitCodeListHeading(say.apply(usage.exitCodeListHeading()));
        Map<String, String> codes = new LinkedHashMap<>();
        usage.exitCodeList().forEach((code, meaning) -> codes.put(code, say.apply(meaning)));
        usage.exitCodeList(codes);
        for (ArgSpec argument : spec.args()) {
            String key = spec.qualifiedName(".") + "." + key(argument);
            String[] description = argument.description();
            for (int line = 0; line < description.length; line++) {
                options.put(key + "." + line, say.apply(description[line]));
            }
        }
        command.getSubcommands().values().stream().distinct().forEach(below -> translate(below, say, options));
    }

    private static String[] lines(String[] lines, Function<String, String> say) {
        return Arrays.stream(lines).map(say).toArray(String[]::new);
    }

    /** Under which name picocli looks an argument's description up. */
    private static String key(ArgSpec argument) {
        if (!argument.descriptionKey().isEmpty()) {
            return argument.descriptionKey();
        }
        return switch (argument) {
            case OptionSpec option -> option.longestName().replaceFirst("^-+", "");
            case PositionalParamSpec parameter -> parameter.paramLabel() + "[" + parameter.index() + "]";
            default -> throw new IllegalStateException("neither option nor parameter: " + argument);
        };
    }

    private static final class Translated extends ResourceBundle {

        private final Map<String, String> words;

        Translated(Map<String, String> words) {
            this.words = Map.copyOf(words);
        }

        @Override
        protected @Nullable Object handleGetObject(String key) {
            return words.get(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(words.keySet());
        }
    }
}
