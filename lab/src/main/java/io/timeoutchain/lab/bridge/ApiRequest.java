package io.timeoutchain.lab.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to the AWS API, as much of it as the bridge needs to know.
 *
 * @param service the service's signing name, which is also its prefix in IAM policies
 * @param operation such as {@code DescribeListeners}; empty if the request names none, or only in its path
 * @param region the region that the request was signed for
 * @param values every parameter value of the request, so that a fault can be limited to one resource
 * @param json the body, for services that speak JSON; otherwise missing
 */
record ApiRequest(String service, String operation, String region, Set<String> values, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The credential scope of a Signature Version 4, which names region and service. */
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d{8}/([^/]+)/([^/]+)/aws4_request");

    ApiRequest {
        values = Set.copyOf(values);
    }

    /**
     * Reads a request in the query protocol (Elastic Load Balancing, EC2, STS) or the JSON protocol (Systems Manager).
     *
     * @param authorization the header {@code Authorization}, if any; unsigned requests have no service and no region
     * @param target the header {@code X-Amz-Target}, which names the operation in the JSON protocol
     * @param body the request's body
     * @throws IOException if a body said to be JSON is none
     */
    static ApiRequest read(Optional<String> authorization, Optional<String> target, byte[] body) throws IOException {
        Optional<Matcher> scope = authorization.map(SCOPE::matcher).filter(Matcher::find);
        String region = scope.map(found -> found.group(1)).orElse("");
        String service = scope.map(found -> found.group(2)).orElse("");
        Set<String> values = new HashSet<>();
        if (target.isPresent()) {
            String name = target.get();
            JsonNode json = JSON.readTree(body);
            collectValues(json, values);
            return new ApiRequest(service, name.substring(name.indexOf('.') + 1), region, values, json);
        }
        String operation = "";
        String query = new String(body, StandardCharsets.UTF_8);
        if (!query.contains("Action=")) {
            // S3 and newer protocols name the operation in the path; nothing here plays with those.
            return new ApiRequest(service, operation, region, values, MissingNode.getInstance());
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            values.add(value);
            if (pair.startsWith("Action=")) {
                operation = value;
            }
        }
        return new ApiRequest(service, operation, region, values, MissingNode.getInstance());
    }

    private static void collectValues(JsonNode node, Set<String> values) {
        if (node.isValueNode()) {
            values.add(node.asText());
        }
        node.forEach(child -> collectValues(child, values));
    }

    /** The IAM action, such as {@code ssm:SendCommand}. */
    String action() {
        return service + ":" + operation;
    }
}
