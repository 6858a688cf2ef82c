package io.timeoutchain.auditor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, '', true",
        "web, web, true",
        "web, web-1, false",
        "web-*, web-, true",
        "web-?, web-1, true",
        "web-?, web-, false",
        "*-blue, web-blue, true",
        "a.c, abc, false",
        "a.c, a.c, true",
        "[ab], a, false",
        "\\E.*, web, false",
        "Web, web, false",
    })
    void stars_and_question_marks_stand_for_characters_and_all_else_for_itself(
            String glob, String name, boolean matches) {
        assertThat(new Glob(glob).matches(name)).isEqualTo(matches);
    }
}
