package io.timeoutchain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.fixture.Expected;
import io.timeoutchain.fixture.Fixture;
import io.timeoutchain.fixture.Places;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture: the rule of its folder answers as it demands, and says nothing at any other place. */
final class RuleFixturesTest {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void the_rule_answers_as_the_fixture_demands(Fixture fixture) {
        Rule rule = Rules.of(fixture.rule()).orElseThrow();

        Map<String, Verdict> verdicts = Places.verdicts(rule, fixture.group(), MARGIN);

        assertThat(fixture.expected().kind()).isEqualTo(fixture.claimedKind());
        assertThat(verdicts).containsKey(fixture.at());
        verdicts.forEach((place, verdict) -> {
            if (place.equals(fixture.at())) {
                assertThat(Expected.of(verdict, fixture.group())).isEqualTo(fixture.expected());
            } else {
                assertThat(Expected.of(verdict, fixture.group())).as(place).isInstanceOf(Expected.Silent.class);
            }
        });
    }
}
