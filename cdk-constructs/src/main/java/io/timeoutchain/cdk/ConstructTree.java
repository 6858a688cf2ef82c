package io.timeoutchain.cdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awscdk.IAspect;
import software.amazon.jsii.Jsii;
import software.amazon.jsii.JsiiObject;
import software.amazon.jsii.NativeType;
import software.constructs.Construct;

/** The construct tree as the guard's own code inside Node sees it ({@code src/main/jsii/index.js}). */
@Jsii(module = ConstructTreeModule.class, fqn = ConstructTree.FQN)
final class ConstructTree extends JsiiObject {

    static final String FQN = "timeout-chain-construct-tree.ConstructTree";

    private static final JsonMapper JSON = new JsonMapper();

    private ConstructTree() {
        super(InitializationMode.JSII);
    }

    /**
     * A load balancing resource as it will stand in its template.
     *
     * @param path its construct path
     * @param shown the path of the construct that a person knows it by
     * @param type its type without the service: {@code LoadBalancer}
     * @param properties its properties, where references to constructs are {@code {"Fn::Construct": [path, attribute]}}
     */
    record Resource(String path, String shown, String type, JsonNode properties) {}

    /**
     * What stands under a scope.
     *
     * @param resources the load balancing resources
     * @param declared the declared backend timers, by the path of the construct at which they were declared
     */
    record Contents(List<Resource> resources, Map<String, BackendTimers.Declaration> declared) {}

    /** How much is wrong. */
    enum Level {
        ERROR,
        WARNING,
        INFO
    }

    /** Something to say at a construct when the app is synthesised. */
    record Note(String path, String id, String message, Level level) {}

    /** What stands under {@code scope}, but for nested stages. */
    static Contents read(Construct scope) {
        String answer = Objects.requireNonNull(
                jsiiStaticCall(ConstructTree.class, "read", NativeType.forClass(String.class), scope));
        JsonNode tree = parse(answer);
        Map<String, BackendTimers.Declaration> declared = new HashMap<>();
        tree.path("declared")
                .properties()
                .forEach(entry -> declared.put(
                        entry.getKey(),
                        BackendTimers.numbered(entry.getValue().asInt()).declaration()));
        return new Contents(resources(tree.path("resources")), declared);
    }

    /** The number of the declaration of backend timers at {@code scope}, the same for the same construct. */
    static int declare(Construct scope) {
        Number number = Objects.requireNonNull(
                jsiiStaticCall(ConstructTree.class, "declare", NativeType.forClass(Number.class), scope));
        return number.intValue();
    }

    private static List<Resource> resources(JsonNode list) {
        List<Resource> resources = new ArrayList<>();
        list.forEach(node -> resources.add(new Resource(
                node.path("path").asText(),
                node.path("shown").asText(),
                node.path("type").asText(),
                node.path("properties"))));
        return resources;
    }

    /** What {@code read} would answer if the resources were those in {@code text}. */
    static Contents of(String text, Map<String, BackendTimers.Declaration> declared) {
        return new Contents(resources(parse(text)), declared);
    }

    /** Calls {@code giver} for each nested stage that has {@code guard} above it and none of its own, before its synthesis. */
    static void guardStages(Construct guard, Consumer<Construct> giver) {
        IAspect aspect = stage -> giver.accept((Construct) stage);
        jsiiStaticCall(ConstructTree.class, "guardStages", NativeType.VOID, guard, aspect);
    }

    /** Adds {@code notes} to the constructs under {@code scope}, but for what is acknowledged there. */
    static void annotate(Construct scope, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        ArrayNode list = JSON.createArrayNode();
        notes.forEach(note -> list.addObject()
                .put("path", note.path())
                .put("id", note.id())
                .put("message", note.message())
                .put("warning", note.level() != Level.INFO));
        jsiiStaticCall(ConstructTree.class, "annotate", NativeType.VOID, scope, list.toString());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the construct tree is written by our own code", e);
        }
    }
}
