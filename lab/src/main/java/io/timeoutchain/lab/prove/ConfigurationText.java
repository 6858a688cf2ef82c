package io.timeoutchain.lab.prove;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nginx.NginxTime;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file into which timers are written as an administrator would: where a timer stands it is changed, where
 * it does not it is added. What comes of it is read back by the project's own readers, so that a mistake here shows.
 */
final class ConfigurationText {

    private static final String UPSTREAM = "upstream ";
    private static final Pattern UPSTREAM_BLOCK =
            Pattern.compile("(?ms)^upstream\\s+\\S+\\s*\\{.*?^\\s*\\}|^\\s+upstream\\s+\\S+\\s*\\{.*?\\}");

    private ConfigurationText() {}

    /**
     * {@code nginx.conf} with other values of a timer.
     *
     * @param change from the present value to the new one
     * @param added what to write where it does not stand yet
     */
    static String nginx(String conf, Setting setting, UnaryOperator<Duration> change, Duration added) {
        if (setting.equals(NginxSettings.LISTEN_SO_KEEPALIVE)) {
            return listen(conf, change, added);
        }
        boolean inUpstream = setting.name().startsWith(UPSTREAM);
        String name = inUpstream ? setting.name().substring(UPSTREAM.length()) : setting.name();
        Pattern directive = Pattern.compile("(?m)^([^#\\n]*?\\b" + name + "\\s+)([^;\\s]+)([^;]*;)");
        Matcher blocks = UPSTREAM_BLOCK.matcher(conf);
        StringBuilder text = new StringBuilder();
        int from = 0;
        boolean found = false;
        while (blocks.find()) {
            found |= append(text, conf.substring(from, blocks.start()), directive, change, !inUpstream);
            found |= append(text, blocks.group(), directive, change, inUpstream);
            from = blocks.end();
        }
        found |= append(text, conf.substring(from), directive, change, !inUpstream);
        if (found) {
            return text.toString();
        }
        String line = "\n    " + name + " " + added.toMillis() + "ms;";
        return inUpstream
                ? conf.replaceAll("(upstream\\s+\\S+\\s*\\{)", "$1" + Matcher.quoteReplacement("\n    " + line.strip()))
                : nginxWith(conf, line.strip());
    }

    /** {@code nginx.conf} with one more directive for everything in it. */
    static String nginxWith(String conf, String directive) {
        return conf.replaceFirst("http\\s*\\{", Matcher.quoteReplacement("http {\n    " + directive));
    }

    private static boolean append(
            StringBuilder text, String part, Pattern directive, UnaryOperator<Duration> change, boolean here) {
        Matcher matcher = directive.matcher(part);
        if (!here || !matcher.find()) {
            text.append(part);
            return false;
        }
        text.append(matcher.replaceAll(
                stands -> Matcher.quoteReplacement(stands.group(1) + changed(stands, change) + stands.group(3))));
        return true;
    }

    private static String changed(MatchResult stands, UnaryOperator<Duration> change) {
        Duration present = NginxTime.ofMilliseconds(stands.group(2))
                .orElseThrow(() -> new IllegalArgumentException("no time: " + stands.group(2)));
        Duration next = change.apply(present);
        return next.toMillisPart() == 0 ? next.toSeconds() + "s" : next.toMillis() + "ms";
    }

    /** The option of {@code listen} takes whole seconds only. */
    private static String listen(String conf, UnaryOperator<Duration> change, Duration added) {
        Matcher stands = Pattern.compile("so_keepalive=([0-9]+)s?:").matcher(conf);
        return stands.find()
                ? stands.replaceAll(found -> "so_keepalive="
                        + Math.max(
                                1,
                                change.apply(Duration.ofSeconds(Long.parseLong(found.group(1))))
                                        .toSeconds()) + "s:")
                : conf.replaceAll(
                        "(?m)^(\\s*listen\\s+[^;]+);", "$1 so_keepalive=" + Math.max(1, added.toSeconds()) + "s::;");
    }

    /** {@code gunicorn.conf.py} with another value of a timer, in seconds. */
    static String gunicorn(String conf, Setting setting, Duration value) {
        String seconds = value.toMillisPart() == 0
                ? Long.toString(value.toSeconds())
                : Double.toString(value.toMillis() / 1000.0);
        String line = setting.name() + " = " + seconds;
        Matcher stands = Pattern.compile("(?m)^" + setting.name() + "\\s*=.*$").matcher(conf);
        return stands.find() ? stands.replaceAll(line) : conf.stripTrailing() + "\n" + line + "\n";
    }
}
