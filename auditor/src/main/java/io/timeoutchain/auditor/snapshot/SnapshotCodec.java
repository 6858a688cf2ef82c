package io.timeoutchain.auditor.snapshot;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes snapshots as JSON text, and reads them back.
 *
 * <p>The text is indented, its keys come in a fixed order, and what was not obtained is {@code null}: reading a text and
 * writing it again gives the same bytes. Reading is strict, because a key that is silently ignored or missing would turn
 * into a wrong verdict: every key must be there, and none that is not known.
 */
public final class SnapshotCodec {

    /** The shape that this version writes and reads. */
    public static final String SCHEMA = "snapshot/1";

    private static final Pattern SCHEMA_SHAPE = Pattern.compile("snapshot/(\\d{1,9})");

    private static final JsonMapper MAPPER = mapper();

    /** Gives the snapshot as JSON, ending with a newline. */
    public String encode(Snapshot snapshot) {
        try {
            return MAPPER.writeValueAsString(snapshot) + "\n";
        } catch (JsonProcessingException e) {
            // Records of strings and numbers can always be written.
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws SnapshotException if it is not JSON, or not a snapshot of a shape that this version knows; the message says
     *     where
     */
    public Snapshot decode(String json) throws SnapshotException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            checkSchema(tree);
            return MAPPER.treeToValue(tree, Snapshot.class);
        } catch (JsonMappingException e) {
            throw new SnapshotException("The snapshot is damaged at %s: %s.".formatted(path(e), defect(e)));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new SnapshotException("The snapshot is not valid JSON (line %d, column %d): %s."
                    .formatted(at.getLineNr(), at.getColumnNr(), firstLine(e.getOriginalMessage())));
        }
    }

    private static void checkSchema(JsonNode tree) throws SnapshotException {
        String schema = tree.path("schema").asText("");
        Matcher shape = SCHEMA_SHAPE.matcher(schema);
        if (!shape.matches()) {
            throw new SnapshotException(
                    "This is not a snapshot: its key $.schema does not say %s. Give a file that audit --save-snapshot wrote."
                            .formatted(SCHEMA));
        }
        if (!schema.equals(SCHEMA)) {
            throw new SnapshotException(
                    "The snapshot has the shape %s, but this version reads %s. Use the version that wrote it (%s), or take the snapshot again."
                            .formatted(schema, SCHEMA, tree.path("toolVersion").asText("unknown")));
        }
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

    private static String defect(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "the key \"%s\" is not known".formatted(unknown.getPropertyName());
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return isMissing(e) ? "the key is missing" : "expected " + expected(mismatch.getTargetType());
        }
        return firstLine(e.getOriginalMessage());
    }

    /** Jackson has no exception type of its own for a key that is missing. */
    private static boolean isMissing(JsonMappingException e) {
        return e.getOriginalMessage().startsWith("Missing ")
                || e.getOriginalMessage().startsWith("Null value ");
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Instant.class) {
            return "a time such as 2026-11-21T20:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration such as PT350S";
        }
        return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip().replaceFirst("\\.$", "");
    }

    private static JsonMapper mapper() {
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
                })
                .build();
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
