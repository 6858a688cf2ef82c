package io.timeoutchain.lab.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** An answer to a client: an HTTP status, a content type and a body. A class, because a record must not hold an array. */
final class Reply {

    private static final String AMZ_JSON = "application/x-amz-json-1.1";

    private final int status;
    private final String contentType;
    private final byte[] body;

    Reply(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.clone();
    }

    private static Reply text(int status, String contentType, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body.clone();
    }

    /** The body as text; every API that the bridge answers or completes speaks UTF-8. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same answer with another text. */
    Reply withText(String other) {
        return text(status, contentType, other);
    }

    static Reply json(JsonNode body) {
        return text(200, AMZ_JSON, body.toString());
    }

    /** An error of the request, in the wire format of the request's service. */
    static Reply error(ApiRequest request, int status, String code, String message) {
        return switch (request.service()) {
            case "ssm" -> jsonError(status, code, message);
            case "ec2" ->
                xml(
                        status,
                        "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>"
                                + "<RequestID>lab</RequestID></Response>",
                        code,
                        message);
            default ->
                xml(
                        status,
                        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
                                + "<RequestId>lab</RequestId></ErrorResponse>",
                        code,
                        message);
        };
    }

    /** The error that says a caller lacks the permission for the request's action. */
    static Reply denied(ApiRequest request) {
        String message = "User: arn:aws:sts::123456789012:assumed-role/lab/lab is not authorized to perform: "
                + request.action() + " because no identity-based policy allows the " + request.action() + " action";
        return switch (request.service()) {
            case "ssm" -> error(request, 400, "AccessDeniedException", message);
            case "ec2" ->
                error(
                        request,
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation. " + message);
            default -> error(request, 403, "AccessDenied", message);
        };
    }

    /** The error that says a caller was too fast; each service has its own code. */
    static Reply throttled(ApiRequest request) {
        return switch (request.service()) {
            case "ec2" -> error(request, 503, "RequestLimitExceeded", "Request limit exceeded.");
            default -> error(request, 400, "ThrottlingException", "Rate exceeded");
        };
    }

    /** A server-side failure. */
    static Reply unavailable(ApiRequest request) {
        return error(request, 503, "ServiceUnavailable", "The service is unavailable. Please try again shortly.");
    }

    private static Reply jsonError(int status, String code, String message) {
        return text(
                status,
                AMZ_JSON,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("__type", code)
                        .put("message", message)
                        .toString());
    }

    private static Reply xml(int status, String template, String code, String message) {
        return text(status, "text/xml", template.formatted(escape(code), escape(message)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
