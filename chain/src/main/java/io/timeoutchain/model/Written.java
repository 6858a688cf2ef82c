package io.timeoutchain.model;

import java.time.Duration;
import java.util.Locale;

/**
 * A way to write a setting down.
 *
 * @param form what kind of text it is
 * @param where what it goes into, for a person: a file, a block of it, a command line; may hold {@code {unit}}
 * @param template the text, with {@code {seconds}} or {@code {milliseconds}} where the value goes, and with {@code
 *     {loadBalancer}}, {@code {listener}}, {@code {targetGroup}}, {@code {instances}} and {@code {unit}} for what it is about
 */
public record Written(Form form, String where, String template) {

    /** The kinds of text that set a timer. */
    public enum Form {
        /** A command line of the AWS CLI. */
        AWS_CLI,
        /** A property of a CDK construct's builder, in Java. */
        CDK,
        /** A directive of nginx. */
        NGINX,
        /** A line of gunicorn's configuration file. */
        GUNICORN_FILE,
        /** An argument of gunicorn, which overrides its configuration file. */
        GUNICORN_FLAG,
        /** A line of a unit of systemd. */
        SYSTEMD,
        /** A whole drop-in of a unit of systemd. */
        SYSTEMD_DROP_IN,
        /** A line of a file in {@code /etc/sysctl.d}. */
        SYSCTL,
        /** A line of whatever else has the setting. */
        LINE;

        /** The lower-case name that reports use. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Tells whether a value that stands at {@code source} is written in this form, which overrides the other ones. */
        public boolean standsAt(Source source) {
            return switch (this) {
                case GUNICORN_FLAG ->
                    source.text().startsWith("argv of ") || source.text().startsWith("GUNICORN_CMD_ARGS of ");
                case AWS_CLI, CDK, NGINX, GUNICORN_FILE, SYSTEMD, SYSTEMD_DROP_IN, SYSCTL, LINE -> false;
            };
        }
    }

    /** A line with no place of its own. */
    public static Written line(String template) {
        return new Written(Form.LINE, "", template);
    }

    /** Tells whether it takes a time up; a switch that is only turned on does not. */
    boolean takesValue() {
        return template.contains("{seconds}") || template.contains("{milliseconds}");
    }

    /** The text that sets {@code value}, rounded up to whole seconds where it is written in seconds. */
    public String text(Duration value, Whereabouts at) {
        return at.filled(template.replace("{seconds}", Long.toString(Durations.wholeSeconds(value)))
                .replace("{milliseconds}", Long.toString(value.toMillis())));
    }

    /** {@link #where} at {@code at}. */
    public String where(Whereabouts at) {
        return at.filled(where);
    }
}
