package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of gunicorn, which tells the defaults that hold.
 *
 * <p>Those of the settings that are read here are the same in every release from 19.9 to 26.2 (gunicorn/config.py):
 * {@code timeout} 30, {@code graceful_timeout} 30, {@code keepalive} 2, {@code workers} 1, {@code threads} 1, {@code
 * worker_class} sync.
 */
public record GunicornVersion(int major, int minor) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[.a-z+-][0-9A-Za-z.+-]*)?");

    /** The oldest release whose defaults were looked up. */
    private static final int OLDEST_MAJOR = 19;

    /** The version that {@code text} says: {@code 23.0.0}; empty where it says none. */
    public static Optional<GunicornVersion> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new GunicornVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /** Tells whether the defaults of this version are known. A newer release is taken to have kept them. */
    boolean hasKnownDefaults() {
        return major >= OLDEST_MAJOR;
    }

    /** Where the default of {@code setting} in this version is documented. */
    Source documents(String setting) {
        return new Source(Text.of(
                "default of gunicorn %s.%s (https://docs.gunicorn.org/en/stable/settings.html#%s)",
                major, minor, setting.replace('_', '-')));
    }
}
