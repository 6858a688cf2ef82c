package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;

/**
 * Writes records as JSON that is harmless to look at, too: what a terminal would obey or a reader would not see stands as an
 * escape, and a parser reads the same text from it.
 */
final class JsonText {

    /** More than any command or sentence of ours; one host's answer may hold a megabyte, which each finding would repeat. */
    private static final int LONGEST = 4_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final ObjectWriter WHOLE = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(String.class, new Clipping()))
            .build()
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private static final ObjectWriter SPARSE = MAPPER.copy()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY)
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private static final ObjectWriter LINE = MAPPER.copy()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY)
            .writer();

    private JsonText() {}

    /** Indented; what is null or empty is written as such, and a text without end is clipped. */
    static String whole(Object value) {
        return text(WHOLE, value);
    }

    /** Indented; what is null or empty is left out, except where its class says otherwise. */
    static String sparse(Object value) {
        return text(SPARSE, value);
    }

    /** On one line; what is null or empty is left out. */
    static String line(Object value) {
        return text(LINE, value);
    }

    private static String text(ObjectWriter writer, Object value) {
        try {
            return visible(writer.writeValueAsString(value)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers can always be written", e);
        }
    }

    /** Jackson has escaped the controls below U+0020; all that is above ASCII stands inside of strings. */
    private static String visible(String json) {
        StringBuilder visible = new StringBuilder(json.length());
        json.codePoints().forEach(code -> {
            if (code >= 0x7f && PlainText.isHidden(code)) {
                for (char half : Character.toChars(code)) {
                    visible.append("\\u%04x".formatted((int) half));
                }
            } else {
                visible.appendCodePoint(code);
            }
        });
        return visible.toString();
    }

    private static final class Clipping extends StdSerializer<String> {

        @Serial
        private static final long serialVersionUID = 1L;

        Clipping() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(PlainText.clipped(text, LONGEST));
        }
    }
}
