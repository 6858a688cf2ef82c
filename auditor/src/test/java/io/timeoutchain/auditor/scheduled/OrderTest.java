package io.timeoutchain.auditor.scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.config.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

    @Test
    void regions_alone_audit_the_own_account() throws OrderException {
        Order order = Order.read("{\"regions\":[\"eu-central-1\",\"us-gov-west-1\"]}");

        assertThat(order.run()).isEmpty();
        assertThat(order.configuration()).isEqualTo(Configuration.NONE);
        assertThat(order.collecting())
                .containsExactly(CollectOptions.DEFAULT.withRegions(List.of("eu-central-1", "us-gov-west-1")));
    }

    @Test
    void every_option_is_read() throws OrderException {
        Order order = Order.read("""
                {"regions": ["eu-west-1"], "roleArns": ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/a"],
                 "ownAccount": false, "loadBalancers": ["web-*"], "tags": {"team": "web"}, "hosts": false,
                 "document": "timers", "apiShare": 20, "configuration": "margin: 7s", "run": "2026-11-21T06:00:00Z"}
                """);

        assertThat(order.run()).contains(Instant.parse("2026-11-21T06:00:00Z"));
        assertThat(order.configuration().policy().margin()).hasSeconds(7);
        assertThat(order.collecting()).singleElement().satisfies(options -> {
            assertThat(options.roleArn()).contains("arn:aws:iam::123456789012:role/a");
            assertThat(options.loadBalancers()).containsExactly("web-*");
            assertThat(options.tags()).isEqualTo(Map.of("team", "web"));
            assertThat(options.askHosts()).isFalse();
            assertThat(options.document()).isEqualTo("timers");
        });
    }

    @Test
    void roles_are_audited_instead_of_the_own_account_or_beside_it() throws OrderException {
        String roles = "\"regions\":[\"eu-west-1\"],\"roleArns\":[\"arn:aws:iam::123456789012:role/a\"]";

        assertThat(Order.read("{" + roles + "}").collecting()).hasSize(1);
        assertThat(Order.read("{" + roles + ",\"ownAccount\":true}").collecting())
                .extracting(CollectOptions::roleArn)
                .containsExactly(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                   | regions: name at least one, such as ["eu-central-1"]
            {"regions":["Frankfurt"]}                            | regions: a region such as eu-central-1, not "Frankfurt"
            {"regions":["eu-west-1"],"roleArns":["auditor"]}     | roleArns: a role such as arn:aws:iam::123456789012:role/auditor, not "auditor"
            {"regions":["eu-west-1"],"ownAccount":false}         | ownAccount: without it and without roleArns there is no account to audit
            {"regions":["eu-west-1"],"apiShare":0}               | apiShare: a percentage from 1 to 100, not 0
            {"regions":["eu-west-1"],"run":"today"}              | run: a time such as 2026-11-21T06:00:00Z, not "today"
            {"regions":["eu-west-1"],"configuration":"x: 1"}     | configuration:1:1
            {"regions":["eu-west-1"],"region":"eu-west-1"}       | The event is damaged at $.region: the key "region" is not known.
            {"regions":"eu-west-1"}                              | The event is damaged at $.regions: expected a list.
            {"regions":["eu-west-1"]                             | The event is not valid JSON (line 1
            """)
    void what_has_no_meaning_is_refused_with_its_key(String event, String sentence) {
        assertThatExceptionOfType(OrderException.class)
                .isThrownBy(() -> Order.read(event))
                .withMessageContaining(sentence)
                .withMessageStartingWith("The scheduled audit cannot begin:\n  ");
    }

    @Test
    void every_problem_is_told_at_once() {
        assertThatExceptionOfType(OrderException.class)
                .isThrownBy(() -> Order.read("{\"apiShare\":101,\"run\":\"x\",\"regions\":[\"x\",\"y\"]}"))
                .satisfies(refused ->
                        assertThat(String.valueOf(refused.getMessage()).lines()).hasSize(5));
    }
}
