package io.timeoutchain.auditor.config;

import static java.util.stream.Collectors.joining;

import io.timeoutchain.model.Text;
import java.util.List;

/** A configuration that cannot be used. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Text> problems;

    public ConfigurationException(List<Text> problems) {
        super(problems.stream().map(Text::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, with file, line and column. */
    public List<Text> problems() {
        return problems;
    }
}
