package io.timeoutchain.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {

    private static final String PLACEHOLDER = "\\{[A-Za-z]+}";

    @Test
    void a_setting_is_found_by_its_product_and_its_documented_name() {
        assertThat(Catalogue.find(Product.ALB, "idle_timeout.timeout_seconds")).contains(AlbSettings.IDLE_TIMEOUT);
        assertThat(Catalogue.find(Product.GUNICORN, "keepalive")).contains(GunicornSettings.KEEP_ALIVE);
    }

    @Test
    void the_name_alone_does_not_make_a_setting() {
        assertThat(Catalogue.find(Product.GUNICORN, "idle_timeout.timeout_seconds"))
                .isEmpty();
        assertThat(Catalogue.find(Product.ALB, "Idle_Timeout.timeout_seconds")).isEmpty();
    }

    @Test
    void names_are_unique_within_a_product() {
        assertThat(Catalogue.ALL.stream().map(setting -> setting.product().id() + " " + setting.name()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void every_product_has_settings(Product product) {
        assertThat(Catalogue.ALL).anyMatch(setting -> setting.product() == product);
    }

    @Test
    void what_can_be_written_takes_the_value_up_and_names_what_it_is_about() {
        Place place = new Place(
                "111122223333",
                "eu-central-1",
                "web",
                "arn:lb",
                List.of("arn:listener"),
                "app",
                "arn:tg",
                List.of("i-1", "i-2"),
                "");
        Whereabouts at = Whereabouts.of(place, Optional.of(new Source("TimeoutStopUSec of shop.service")));

        assertThat(Catalogue.ALL.stream().flatMap(setting -> setting.written().stream()))
                .isNotEmpty()
                .allSatisfy(way -> {
                    assertThat(way.text(Duration.ofSeconds(77), at) + way.where(at))
                            .doesNotContainPattern(PLACEHOLDER);
                    // A switch (proxy_socket_keepalive on) has no value of its own to take up.
                    if (!way.template().endsWith(" on;")) {
                        assertThat(way.text(Duration.ofSeconds(77), at)).contains("77");
                    }
                });
    }

    @Test
    void a_name_that_a_shell_would_obey_is_quoted() {
        Place place = new Place("", "", "", "arn:'$(reboot)", List.of(), "", "", List.of(), "");

        assertThat(AlbSettings.IDLE_TIMEOUT.writtenAs(Duration.ofSeconds(65), Whereabouts.of(place, Optional.empty())))
                .get()
                .asString()
                .contains("--load-balancer-arn 'arn:'\\''$(reboot)' --attributes");
    }

    @Test
    void ranges_are_in_order() {
        assertThat(Catalogue.ALL.stream().flatMap(setting -> setting.range().stream()))
                .isNotEmpty()
                .allSatisfy(range -> assertThat(range.least()).isLessThan(range.most()));
    }

    @Test
    void a_fixed_value_has_no_range() {
        assertThat(Catalogue.ALL.stream()
                        .filter(setting -> setting.written().isEmpty())
                        .map(Setting::range))
                .isNotEmpty()
                .allMatch(range -> range.isEmpty());
    }
}
