package io.timeoutchain.product.nginx;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of nginx's core, on which several defaults depend. */
public record NginxVersion(int major, int minor, int patch) implements Comparable<NginxVersion> {

    /** {@code keepalive_timeout}, {@code keepalive_requests} inside {@code upstream}. */
    public static final NginxVersion UPSTREAM_IDLE_LIMIT = new NginxVersion(1, 15, 3);

    /** {@code keepalive_time}, towards callers and inside {@code upstream}. */
    static final NginxVersion CONNECTION_AGE_LIMIT = new NginxVersion(1, 19, 10);

    /** {@code keepalive_min_timeout}. */
    public static final NginxVersion IDLE_FLOOR = new NginxVersion(1, 27, 4);

    /** HTTP/1.1, no {@code Connection: close} and a pool of 32 connections towards upstream blocks, by default. */
    static final NginxVersion POOLS_BY_DEFAULT = new NginxVersion(1, 29, 7);

    // A letter before "nginx/" means a fork with a numbering of its own (freenginx).
    private static final Pattern CORE = Pattern.compile("(?<![A-Za-z])nginx/(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})");
    private static final Pattern OPENRESTY =
            Pattern.compile("openresty/(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})\\.\\d", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the version out of what {@code nginx -v} or {@code nginx -V} prints: {@code nginx version: nginx/1.29.7
     * (Ubuntu)}. OpenResty's first three numbers are its core's; Tengine, Angie and nginx Plus state the core's version
     * beside their own.
     *
     * @return the core's version, or empty where the text does not state it (freenginx numbers its own way)
     */
    public static Optional<NginxVersion> parse(String text) {
        return first(CORE, text).or(() -> first(OPENRESTY, text));
    }

    private static Optional<NginxVersion> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(new NginxVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Tells whether this version is {@code other} or newer. */
    public boolean isAtLeast(NginxVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(NginxVersion other) {
        return Comparator.comparingInt(NginxVersion::major)
                .thenComparingInt(NginxVersion::minor)
                .thenComparingInt(NginxVersion::patch)
                .compare(this, other);
    }

    /** {@code 1.29.7}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
