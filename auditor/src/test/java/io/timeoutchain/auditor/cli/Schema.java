package io.timeoutchain.auditor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A published shape of JSON. */
record Schema(JsonNode shape) {

    /** The one in {@code docs/schema/<name>.schema.json}. */
    static Schema of(String name) {
        try {
            return new Schema(
                    new ObjectMapper().readTree(Files.readString(Path.of("../docs/schema/" + name + ".schema.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with {@code value}, formats included. */
    List<String> violations(JsonNode value) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(shape)
                .validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(message -> message.getMessage())
                .toList();
    }

    /** The keys of {@code value} that the shape does not name: a schema that lags behind is no contract. */
    List<String> unnamed(JsonNode value) {
        return unnamed(shape, value, "$");
    }

    private List<String> unnamed(JsonNode part, JsonNode value, String at) {
        JsonNode full = resolved(part);
        List<String> found = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> found.addAll(unnamed(full.path("items"), item, at + "[]")));
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode named = named(full, field.getKey());
            if (named.isMissingNode()) {
                found.add(at + "." + field.getKey());
            }
            found.addAll(unnamed(named, field.getValue(), at + "." + field.getKey()));
        }
        return found;
    }

    private JsonNode named(JsonNode full, String key) {
        JsonNode named = full.path("properties").path(key);
        for (JsonNode base : full.path("allOf")) {
            named = named.isMissingNode() ? resolved(base).path("properties").path(key) : named;
        }
        return named.isMissingNode() ? full.path("additionalProperties") : named;
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? shape.at(part.get("$ref").asText().substring(1)) : part;
    }
}
