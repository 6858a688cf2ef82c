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
     * @param stack the path of its stack
     * @param logicalId its name in the template
     * @param type its type without the service: {@code LoadBalancer}
     * @param properties its properties, where references to constructs are {@code {"Fn::Construct": [path, attribute]}}
     * @param late whether it stands in a nested stage, whose templates are written before the guard is asked
     */
    record Resource(
            String path,
            String shown,
            String stack,
            String logicalId,
            String type,
            JsonNode properties,
            boolean late) {}

    /**
     * What stands under a scope.
     *
     * @param resources the load balancing resources
     * @param declared the declared backend timers, by the path of the construct at which they were declared
     */
    record Contents(List<Resource> resources, Map<String, BackendTimers> declared) {}

    /** Something to say at a construct when the app is synthesised; a warning, or else a remark. */
    record Note(String path, String id, String message, boolean warning) {}

    static Contents read(Construct scope) {
        JsonNode tree = parse(call("read", NativeType.forClass(String.class), scope));
        List<Resource> resources = new ArrayList<>();
        tree.path("resources")
                .forEach(node -> resources.add(new Resource(
                        node.path("path").asText(),
                        node.path("shown").asText(),
                        node.path("stack").asText(),
                        node.path("logicalId").asText(),
                        node.path("type").asText(),
                        node.path("properties"),
                        node.path("late").asBoolean())));
        return new Contents(resources, declared(scope, tree.path("declared")));
    }

    private static Map<String, BackendTimers> declared(Construct scope, JsonNode paths) {
        Map<String, BackendTimers> declared = new HashMap<>();
        if (!paths.isEmpty()) {
            List<Construct> constructs =
                    call("declarations", NativeType.listOf(NativeType.forClass(Construct.class)), scope);
            for (int at = 0; at < constructs.size(); at++) {
                if (constructs.get(at) instanceof BackendTimers timers) {
                    declared.put(paths.path(at).asText(), timers);
                }
            }
        }
        return declared;
    }

    static void annotate(Construct scope, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        ArrayNode list = JSON.createArrayNode();
        notes.forEach(note -> list.addObject()
                .put("path", note.path())
                .put("id", note.id())
                .put("message", note.message())
                .put("warning", note.warning()));
        jsiiStaticCall(ConstructTree.class, "annotate", NativeType.VOID, scope, list.toString());
    }

    private static <T> T call(String method, NativeType<T> type, Construct scope) {
        return Objects.requireNonNull(jsiiStaticCall(ConstructTree.class, method, type, scope));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the construct tree is written by our own code", e);
        }
    }
}
