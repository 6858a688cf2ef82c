package io.timeoutchain.auditor.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.json.StrictJson;
import io.timeoutchain.model.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes snapshots as JSON text, and reads them back.
 *
 * <p>The text is indented, its keys come in a fixed order, and what was not obtained is {@code null}: reading a text and
 * writing it again gives the same bytes. Reading is strict, because a key that is silently ignored or missing would turn
 * into a wrong verdict: every key must be there but the name of an instance, and none that is not known.
 */
public final class SnapshotCodec {

    /** The shape that this version writes and reads. */
    public static final String SCHEMA = "snapshot/1";

    private static final Pattern SCHEMA_SHAPE = Pattern.compile("snapshot/(\\d{1,9})");

    private static final JsonMapper MAPPER = StrictJson.builder().build();

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
            addNames(tree);
            return MAPPER.treeToValue(tree, Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new SnapshotException(StrictJson.problem(Text.of("the snapshot"), e));
        }
    }

    /** Whether {@code json} says of itself that it is a snapshot, of whatever shape. */
    public static boolean isSnapshot(String json) {
        try {
            return SCHEMA_SHAPE
                    .matcher(MAPPER.readTree(json).path("schema").asText(""))
                    .matches();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Names were not kept at first, and no verdict rests on one: where the key is missing, there is none. */
    private static void addNames(JsonNode tree) {
        tree.path("regions").forEach(region -> region.path("instances").forEach(instance -> {
            if (instance instanceof ObjectNode facts && !facts.has("name")) {
                facts.putNull("name");
            }
        }));
    }

    private static void checkSchema(JsonNode tree) throws SnapshotException {
        String schema = tree.path("schema").asText("");
        Matcher shape = SCHEMA_SHAPE.matcher(schema);
        if (!shape.matches()) {
            throw new SnapshotException(Text.of(
                    "This is not a snapshot: its key $.schema does not say %s. Give a file that audit --save-snapshot wrote.",
                    SCHEMA));
        }
        if (!schema.equals(SCHEMA)) {
            throw new SnapshotException(Text.of(
                    "The snapshot has the shape %s, but this version reads %s. Use the version that wrote it (%s), or take the snapshot again.",
                    schema, SCHEMA, tree.path("toolVersion").asText("unknown")));
        }
    }
}
