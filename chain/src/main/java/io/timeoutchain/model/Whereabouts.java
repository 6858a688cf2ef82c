package io.timeoutchain.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a written setting is about, as it stands in a shell command: quoted where it must be, or a variable.
 *
 * @param loadBalancer the load balancer's ARN
 * @param listener the ARN of its listener
 * @param targetGroup the target group's ARN
 * @param instances the ids of the instances, separated by blanks
 * @param unit the name of the systemd unit
 */
public record Whereabouts(String loadBalancer, String listener, String targetGroup, String instances, String unit) {

    private static final String USUAL_UNIT = "gunicorn.service";
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@-]+\\.service");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** Shell variables, for texts that are written before there is anything that they are about. */
    public static final Whereabouts VARIABLES = new Whereabouts(
            "\"$LOAD_BALANCER_ARN\"", "\"$LISTENER_ARN\"", "\"$TARGET_GROUP_ARN\"", "$INSTANCE_IDS", USUAL_UNIT);

    /**
     * What {@code place} names. A listener that is not known is the load balancer itself.
     *
     * @param source where the setting stands now; it names the unit of systemd that has it
     */
    public static Whereabouts of(Place place, Optional<Source> source) {
        return new Whereabouts(
                quoted(place.loadBalancerArn()),
                quoted(place.listenerArns().stream().findFirst().orElse(place.loadBalancerArn())),
                quoted(place.targetGroupArn()),
                place.hosts().stream().map(Whereabouts::quoted).collect(Collectors.joining(" ")),
                source.map(Source::text)
                        .map(UNIT::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .orElse(USUAL_UNIT));
    }

    /** As one word of a POSIX shell: names come from elsewhere, and whoever copies a command must not run them. */
    private static String quoted(String text) {
        return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    String filled(String template) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(named(found.group(1))));
    }

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(loadBalancer|listener|targetGroup|instances|unit)}");

    private String named(String name) {
        return switch (name) {
            case "loadBalancer" -> loadBalancer;
            case "listener" -> listener;
            case "targetGroup" -> targetGroup;
            case "instances" -> instances;
            case "unit" -> unit;
            default -> throw new IllegalArgumentException("nothing is called " + name);
        };
    }
}
