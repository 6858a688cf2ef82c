package io.timeoutchain.auditor.collect.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.IoUtils;

/** The wire: answers each operation with the text given for it. */
final class FakeHttp implements SdkHttpClient {

    private final Map<String, String> answers = new HashMap<>();
    private String lastBody = "";

    /** Answers {@code operation} with the body {@code answer}. */
    FakeHttp answering(String operation, String answer) {
        answers.put(operation, answer);
        return this;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                lastBody = body(request);
                String operation = operation(request);
                String answer = answers.get(operation);
                if (answer == null) {
                    throw new AssertionError("nobody expected " + operation);
                }
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    /** The JSON protocol names the operation in a header, the query protocol in the body, and REST by the path. */
    private static String operation(HttpExecuteRequest request) throws IOException {
        String path = request.httpRequest().encodedPath();
        if (path.length() > 1) {
            return path;
        }
        var target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
        if (target.isPresent()) {
            return target.get().substring(target.get().indexOf('.') + 1);
        }
        return body(request).replaceFirst("(?s).*\\bAction=(\\w+).*", "$1");
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        return request.contentStreamProvider().isEmpty()
                ? ""
                : IoUtils.toUtf8String(
                        request.contentStreamProvider().orElseThrow().newStream());
    }

    /** What was sent last. */
    String lastBody() {
        return lastBody;
    }

    @Override
    public void close() {}
}
