package io.timeoutchain.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that was not obtained, and how to obtain it.
 *
 * @param subject what is missing: "keep-alive of nginx on i-0abc"
 * @param cause why: "nginx -T failed: host not found in upstream"
 * @param remedy what the user can do about it: "grant ssm:SendCommand on …"
 */
public record Gap(Text subject, Text cause, Text remedy) {

    public Gap {
        if (subject.isBlank() || cause.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a gap names its subject, its cause and a remedy");
        }
    }

    /** The same gap, however the words for it came together: one that a snapshot kept is the one that it was. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Gap gap
                        && subject.toString().equals(gap.subject.toString())
                        && cause.toString().equals(gap.cause.toString())
                        && remedy.toString().equals(gap.remedy.toString()));
    }

    @Override
    public int hashCode() {
        return 31 * subject.toString().hashCode() + cause.toString().hashCode();
    }

    /** A gap that somebody else put into words. */
    public Gap(String subject, String cause, String remedy) {
        this(Text.verbatim(subject), Text.verbatim(cause), Text.verbatim(remedy));
    }
}
