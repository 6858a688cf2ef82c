package io.timeoutchain.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Templates that are kept in the repository. {@code -Dgolden.update=true} writes them anew, except in CI. */
final class Golden {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private Golden() {}

    static void check(String name, Map<String, Object> template) throws IOException {
        checkText(
                name,
                JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
                                .writeValueAsString(template)
                        + "\n");
    }

    static void checkText(String name, String text) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.update")) {
            assertThat(System.getenv("CI")).as("goldens are not updated in CI").isNull();
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
