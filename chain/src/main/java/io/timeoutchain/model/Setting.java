package io.timeoutchain.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One concrete knob of one product, under the name its own documentation gives it.
 *
 * @param product whose knob it is
 * @param name the name as it is written: {@code idle_timeout.timeout_seconds}, {@code proxy_read_timeout}
 * @param roles what it does there; at least one
 * @param range the values its platform accepts, where it refuses others
 * @param written how it is set, the usual way first; empty when nobody can set it (a platform's fixed value)
 */
public record Setting(Product product, String name, Set<Role> roles, Optional<Range> range, List<Written> written) {

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
        written = List.copyOf(written);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Setting setting
                && product == setting.product
                && name.equals(setting.name)
                && roles.equals(setting.roles)
                && range.equals(setting.range)
                && written.equals(setting.written);
    }

    /** Of what tells settings apart in fact; a setting is looked up far more often than it is made. */
    @Override
    public int hashCode() {
        return 31 * product.hashCode() + name.hashCode();
    }

    /** A setting with the given roles, no stated range, written as {@code written}. */
    public static Setting of(Product product, String name, Written written, Role role, Role... more) {
        return new Setting(product, name, EnumSet.of(role, more), Optional.empty(), List.of(written));
    }

    /** As {@link #of(Product, String, Written, Role, Role...)}, written as a line with no place of its own. */
    public static Setting of(Product product, String name, String line, Role role, Role... more) {
        return of(product, name, Written.line(line), role, more);
    }

    /** A value that the platform fixes: nobody can set it. */
    public static Setting fixed(Product product, String name, Role role, Role... more) {
        return new Setting(product, name, EnumSet.of(role, more), Optional.empty(), List.of());
    }

    /** The same setting, which can also be written as {@code other}. */
    public Setting or(Written other) {
        List<Written> ways = new ArrayList<>(written);
        ways.add(other);
        return new Setting(product, name, roles, range, ways);
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

    /** The usual text that gives this setting the value {@code value}; empty when nobody can set it. */
    public Optional<String> writtenAs(Duration value, Whereabouts at) {
        return written.stream().findFirst().map(way -> way.text(value, at));
    }

    /** Tells whether somebody can give it a time. */
    public boolean isSettable() {
        return written.stream().limit(1).anyMatch(Written::takesValue);
    }

    /** Tells whether it does {@code role} where it stands. */
    public boolean plays(Role role) {
        return roles.contains(role);
    }
}
