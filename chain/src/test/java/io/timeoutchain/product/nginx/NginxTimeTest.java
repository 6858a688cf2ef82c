package io.timeoutchain.product.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nginx 1.22.1 accepted and refused with {@code nginx -t}. */
class NginxTimeTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            '75',               75000
            '75s',              75000
            '0',                0
            '0s',               0
            '1m30s',            90000
            '1m 30s',           90000
            '1h30m',            5400000
            '1h  2m',           3720000
            '2d12h',            216000000
            '1w',               604800000
            '1h30',             3630000
            '1m 30',            90000
            '10m10',            610000
            '500ms',            500
            '90000ms',          90000
            '1000ms',           1000
            '1m1ms',            60001
            '1s1ms',            1001
            '1ms5',             5001
            '30s5',             35000
            '5 30',             35000
            ' 5',               5000
            '5 ',               5000
            '1hm',              3600000
            '106751991167d',    9223372036828800000
            '9223372036854775', 9223372036854775000
            """)
    void a_directive_in_milliseconds_accepts(String text, long milliseconds) {
        assertThat(NginxTime.ofMilliseconds(text)).contains(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "m",
                "s",
                "ms",
                "-1",
                "+5",
                "1.5s",
                "60S",
                "$x",
                "30s1m",
                "5 30s",
                " 5s",
                "1d1d",
                "5ss",
                "1M",
                "1y",
                "60s#x",
                "1ms1s",
                "1ms1ms",
                "9223372036854776",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999w",
                "@redacted",
                "٣"
            })
    void a_directive_in_milliseconds_refuses(String text) {
        assertThat(NginxTime.ofMilliseconds(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '30m',                 1800
            '1M',                  2592000
            '1y',                  31536000
            '1y1M1w1d1h1m1s',      34822861
            '1h30',                3630
            '9223372036854775807', 9223372036854775807
            """)
    void a_directive_in_seconds_accepts(String text, long seconds) {
        assertThat(NginxTime.ofSeconds(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10ms", "1000ms", "1m1ms", "1M1y", "1y1y", "9223372036854775808", ""})
    void a_directive_in_seconds_refuses(String text) {
        assertThat(NginxTime.ofSeconds(text)).isEmpty();
    }
}
