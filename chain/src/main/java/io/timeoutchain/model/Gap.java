package io.timeoutchain.model;

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

    /** A gap that somebody else put into words. */
    public Gap(String subject, String cause, String remedy) {
        this(Text.verbatim(subject), Text.verbatim(cause), Text.verbatim(remedy));
    }
}
