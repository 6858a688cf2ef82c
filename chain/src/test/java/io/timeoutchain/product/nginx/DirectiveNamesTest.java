package io.timeoutchain.product.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectiveNamesTest {

    @Test
    void the_words_of_every_setting_are_kept_on_the_host() {
        assertThat(NginxSettings.ALL.stream().map(DirectiveNamesTest::directive))
                .isSubsetOf(DirectiveNames.MODELLED);
    }

    @Test
    void words_that_may_hold_secrets_are_not_needed() {
        assertThat(DirectiveNames.MODELLED)
                .doesNotContainAnyElementsOf(List.of(
                        "add_header",
                        "auth_basic_user_file",
                        "fastcgi_param",
                        "proxy_cookie_path",
                        "return",
                        "set",
                        "ssl_certificate_key",
                        "ssl_password_file"));
    }

    /** The directive in which a setting is written: of two words, the second is its own where the first is a block. */
    private static String directive(Setting setting) {
        return setting.name().replace("upstream ", "").replace("listen so_keepalive", "listen");
    }
}
