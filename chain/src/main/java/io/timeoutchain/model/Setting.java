package io.timeoutchain.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One concrete knob of one product, under the name its own documentation gives it.
 *
 * @param product whose knob it is
 * @param name the name as it is written: {@code idle_timeout.timeout_seconds}, {@code proxy_read_timeout}
 * @param roles what it does there; at least one
 * @param range the values its platform accepts, where it refuses others
 * @param written how it is set, with {@code {seconds}} or {@code {milliseconds}} where the value goes; empty when nobody
 *     can set it (a platform's fixed value)
 */
public record Setting(Product product, String name, Set<Role> roles, Optional<Range> range, Optional<String> written) {

    /** The values a platform accepts, both ends included. */
    public record Range(Duration least, Duration most) {
        public boolean admits(Bound bound) {
            return switch (bound) {
                case Bound.Never() -> false;
                case Bound.After(Duration limit) -> limit.compareTo(least) >= 0 && limit.compareTo(most) <= 0;
            };
        }

        public String text() {
            return Durations.seconds(least).toPlainString() + " to " + Durations.text(most);
        }
    }

    public Setting {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(name + " plays no role");
        }
        roles = Set.copyOf(roles);
    }

    /** A setting with the given roles, no stated range, written as {@code written}. */
    public static Setting of(Product product, String name, String written, Role role, Role... more) {
        return new Setting(product, name, EnumSet.of(role, more), Optional.empty(), Optional.of(written));
    }

    /** A value that the platform fixes: nobody can set it. */
    public static Setting fixed(Product product, String name, Role role, Role... more) {
        return new Setting(product, name, EnumSet.of(role, more), Optional.empty(), Optional.empty());
    }

    /** The same setting, of which the platform accepts only values from {@code least} to {@code most} seconds. */
    public Setting within(long least, long most) {
        return new Setting(
                product,
                name,
                roles,
                Optional.of(new Range(Duration.ofSeconds(least), Duration.ofSeconds(most))),
                written);
    }

    /** The text that gives this setting the value {@code value}; empty when nobody can set it. */
    public Optional<String> writtenAs(Duration value) {
        return written.map(text -> text.replace("{seconds}", Long.toString(Durations.wholeSeconds(value)))
                .replace("{milliseconds}", Long.toString(value.toMillis())));
    }

    /** Tells whether somebody can give it a time. */
    public boolean isSettable() {
        return written.filter(text -> text.contains("{seconds}") || text.contains("{milliseconds}"))
                .isPresent();
    }

    public boolean plays(Role role) {
        return roles.contains(role);
    }
}
