package io.timeoutchain.product.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/etc/nginx/conf.d/*.conf, /etc/nginx/conf.d/a.conf, true",
        "/etc/nginx/conf.d/*.conf, /etc/nginx/conf.d/sub/a.conf, false",
        "/etc/nginx/conf.d/*.conf, /etc/nginx/conf.d/.a.conf, false",
        "/etc/nginx/conf.d/.*.conf, /etc/nginx/conf.d/.a.conf, true",
        "/etc/nginx/*/*.conf, /etc/nginx/sites/a.conf, true",
        "/etc/nginx/a?.conf, /etc/nginx/ab.conf, true",
        "/etc/nginx/a?.conf, /etc/nginx/a.conf, false",
        "/etc/nginx/[a-c]*.conf, /etc/nginx/b1.conf, true",
        "/etc/nginx/[!a-c]*.conf, /etc/nginx/b1.conf, false",
        "/etc/nginx/[^a-c]*.conf, /etc/nginx/d1.conf, true",
        "/etc/nginx/[]x]*.conf, /etc/nginx/]1.conf, true",
        "/etc/nginx/[x, /etc/nginx/[x, true",
        "/etc/nginx/\\*.conf, /etc/nginx/*.conf, true",
        "/etc/nginx/\\*.conf, /etc/nginx/a.conf, false",
        "/etc/nginx/a*b*c.conf, /etc/nginx/axbxbxc.conf, true",
        "/etc/nginx/plain.conf, /etc/nginx/plain.conf, true",
        "/etc/nginx/plain.conf, /etc/nginx/plainXconf, false",
    })
    void a_pattern_matches_as_glob_does(String pattern, String path, boolean matches) {
        assertThat(new GlobPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void a_pattern_full_of_stars_is_matched_quickly() {
        assertThat(new GlobPattern("/" + "*a".repeat(500) + "b").matches("/" + "a".repeat(5000)))
                .isFalse();
    }
}
