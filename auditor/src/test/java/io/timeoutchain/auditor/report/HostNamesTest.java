package io.timeoutchain.auditor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostNamesTest {

    private static final HostNames NAMES = names(Map.of("i-0a1", "shop-1", "i-0a12", "$1 \u001b[2J"));

    private static HostNames names(Map<String, String> byId) {
        return new HostNames(new TreeMap<>(byId));
    }

    @Test
    void a_name_stands_behind_the_id_of_its_own_host_only() {
        assertThat(NAMES.in("On i-0a1, i-0a12 and i-0a123 (eni-0a1, mi-0a1): arn:aws:ec2:eu-west-1:1:instance/i-0a1."))
                .isEqualTo("On i-0a1 (shop-1), i-0a12 ($1 \\x1b[2J) and i-0a123 (eni-0a1, mi-0a1):"
                        + " arn:aws:ec2:eu-west-1:1:instance/i-0a1 (shop-1).");
    }

    @Test
    void a_name_that_tells_nothing_is_none() {
        HostNames names = names(Map.of("i-1", " ", "i-2", "", "i-3", "i-3", "what is no id", "shop"));
        assertThat(names).isEqualTo(HostNames.NONE);
        assertThat(names.labelled("i-1")).isEqualTo("i-1");
    }

    @Test
    void names_stay_in_the_order_of_their_hosts() {
        assertThat(NAMES.of(List.of("i-9", "i-0a1"))).containsExactly("", "shop-1");
        assertThat(NAMES.of(List.of("i-9", "i-8"))).isEmpty();
    }
}
