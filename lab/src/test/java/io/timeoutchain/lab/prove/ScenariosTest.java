package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of scenarios without running them. */
final class ScenariosTest {

    static Stream<String> names() {
        return Scenarios.all().stream().map(Scenario::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void its_rule_fires_as_it_stands_and_is_silent_once_it_is_repaired(String name) {
        Judged judged = Judged.of(Scenarios.named(name));

        assertThat(judged.changes()).isNotEmpty();
    }
}
