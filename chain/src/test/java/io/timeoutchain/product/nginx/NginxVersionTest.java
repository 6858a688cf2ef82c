package io.timeoutchain.product.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NginxVersionTest {

    @ParameterizedTest
    @CsvSource({
        "nginx/1.22.1, 1.22.1",
        "nginx version: nginx/1.29.7 (Ubuntu), 1.29.7",
        "nginx version: nginx/1.25.5 (nginx-plus-r32), 1.25.5",
        "nginx version: openresty/1.25.3.2, 1.25.3",
        "Tengine version: Tengine/3.1.0 nginx version: nginx/1.24.0, 1.24.0",
        "Angie version: Angie/1.5.0 nginx version: nginx/1.25.3, 1.25.3",
    })
    void the_version_of_the_core_is_read(String printed, String core) {
        assertThat(NginxVersion.parse(printed)).map(NginxVersion::toString).contains(core);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nginx version: nginx",
                "nginx/1.22",
                "nginx version: freenginx/1.27.4",
                "Tengine/3.1.0",
                "nginx/999999.1.1",
                "nginx: command not found"
            })
    void a_text_without_the_version_of_the_core_has_none(String printed) {
        assertThat(NginxVersion.parse(printed)).isEmpty();
    }

    @Test
    void versions_are_compared_by_number_not_by_letter() {
        assertThat(new NginxVersion(1, 9, 15)).isLessThan(new NginxVersion(1, 29, 7));
        assertThat(new NginxVersion(1, 29, 7)).isLessThan(new NginxVersion(1, 29, 10));
        assertThat(new NginxVersion(2, 0, 0)).isGreaterThan(new NginxVersion(1, 31, 5));
        assertThat(new NginxVersion(1, 29, 7).isAtLeast(new NginxVersion(1, 29, 7)))
                .isTrue();
    }
}
