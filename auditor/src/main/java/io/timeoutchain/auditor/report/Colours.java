package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.Severity;

/**
 * Colours of a terminal, or none. Only the first sixteen are used: those are the ones that a person has chosen to be able to
 * read (ECMA-48, Select Graphic Rendition). Nothing is told by colour alone.
 */
record Colours(boolean on) {

    String severity(Severity severity, String text) {
        return painted(
                switch (severity) {
                    case HIGH -> "1;31";
                    case MEDIUM -> "1;33";
                    case LOW -> "1;36";
                    case INFO -> "1";
                },
                text);
    }

    String strong(String text) {
        return painted("1", text);
    }

    String faint(String text) {
        return painted("2", text);
    }

    String mended(String text) {
        return painted("32", text);
    }

    String open(String text) {
        return painted("1;35", text);
    }

    private String painted(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
