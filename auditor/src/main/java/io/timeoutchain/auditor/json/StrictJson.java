package io.timeoutchain.auditor.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.timeoutchain.model.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** JSON that is read strictly, because a key that is silently ignored or missing would turn into a wrong verdict. */
public final class StrictJson {

    private StrictJson() {}

    /**
     * A reader that takes nothing for granted: every key must be there, none twice, none that is not known, and each value of
     * its own kind. It writes with two blanks of indent, keys of maps in order, and {@code null} for what is empty.
     */
    public static JsonMapper.Builder builder() {
        SimpleModule times = new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                .addDeserializer(Duration.class, new FromText<>(Duration.class, Duration::parse));
        DefaultIndenter newline = new DefaultIndenter("  ", "\n");
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(times)
                .defaultPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(newline).withArrayIndenter(newline))
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, config -> {
                    for (CoercionInputShape shape : new CoercionInputShape[] {
                        CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
                    }) {
                        config.setCoercion(shape, CoercionAction.Fail);
                    }
                });
    }

    /**
     * Why a text could not be read, as a sentence that names the place.
     *
     * @param what what the text should have been: the snapshot
     */
    public static Text problem(Text what, JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping) {
            return Text.of("%s is damaged at %s: %s.", what, path(mapping), defect(mapping))
                    .asSentence();
        }
        JsonLocation at = e.getLocation();
        return Text.of(
                        "%s is not valid JSON (line %d, column %d): %s.",
                        what, at.getLineNr(), at.getColumnNr(), firstLine(e.getOriginalMessage()))
                .asSentence();
    }

    /** The place of the error as a path: {@code $.regions[0].loadBalancers[2].arn}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder("$");
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append('.').append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static Text defect(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Text.of("the key \"%s\" is not known", unknown.getPropertyName());
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException refused) {
            return Text.recorded(firstLine(String.valueOf(refused.getMessage())));
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return isMissing(e)
                    ? Text.of("the key is missing")
                    : Text.of("expected %s", expected(mismatch.getTargetType()));
        }
        return Text.verbatim(firstLine(e.getOriginalMessage()));
    }

    /** Jackson has no exception type of its own for a key that is missing. */
    private static boolean isMissing(JsonMappingException e) {
        return e.getOriginalMessage().startsWith("Missing ")
                || e.getOriginalMessage().startsWith("Null value ");
    }

    private static Text expected(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class) {
            return Text.of("a whole number");
        }
        if (type == String.class) {
            return Text.of("a text");
        }
        if (type == Instant.class) {
            return Text.of("a time such as 2026-11-21T20:00:00Z");
        }
        if (type == Duration.class) {
            return Text.of("a duration such as PT350S");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Text.of("true or false");
        }
        return Iterable.class.isAssignableFrom(type) ? Text.of("a list") : Text.of("an object");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip().replaceFirst("\\.$", "");
    }

    /** Reads a value that is written as its {@code toString}. */
    private static final class FromText<T> extends FromStringDeserializer<T> {

        private final Class<T> type;
        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.type = type;
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) throws JsonMappingException {
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw MismatchedInputException.from((JsonParser) null, type, "expected " + expected(type));
            }
        }
    }
}
