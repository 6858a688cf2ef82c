package io.timeoutchain.auditor.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.CallFailed.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

class SdkTest {

    private static AwsServiceException refused(String code, int status) {
        return ElasticLoadBalancingV2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("a\nmessage")
                        .build())
                .build();
    }

    private static SdkException failed(String message, Throwable cause) {
        return SdkClientException.create(message, cause);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, 403, DENIED",
        "AccessDeniedException, 400, DENIED",
        "UnauthorizedOperation, 403, DENIED",
        "Throttling, 400, THROTTLED",
        "ThrottlingException, 400, THROTTLED",
        "RequestLimitExceeded, 503, THROTTLED",
        "ExpiredToken, 403, EXPIRED",
        "ExpiredTokenException, 400, EXPIRED",
        "RequestExpired, 400, EXPIRED",
        "InvalidClientTokenId, 403, BAD_CREDENTIALS",
        "AuthFailure, 401, BAD_CREDENTIALS",
        "InvocationDoesNotExist, 400, NOT_YET",
        "InvalidInstanceId, 400, NO_SUCH_INSTANCE",
        "TargetGroupNotFound, 400, GONE",
        "LoadBalancerNotFoundException, 400, GONE",
        "InternalFailure, 500, BROKEN",
        "ServiceUnavailable, 503, BROKEN",
        "ValidationError, 400, REFUSED",
    })
    void a_services_error_is_told_by_its_code(String code, int status, Kind kind) {
        CallFailed failed = Sdk.failed(refused(code, status));
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.said()).contains(": a message").doesNotContain("\n");
    }

    @Test
    void an_error_without_details_is_told_by_its_status() {
        assertThat(Sdk.failed(ElasticLoadBalancingV2Exception.builder()
                                .statusCode(502)
                                .build())
                        .kind())
                .isEqualTo(Kind.BROKEN);
        assertThat(Sdk.failed(ElasticLoadBalancingV2Exception.builder()
                                .statusCode(403)
                                .build())
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void no_connection_is_told_from_a_broken_one() {
        assertThat(Sdk.failed(failed("x", new UnknownHostException("nowhere")))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failed.said()).isEqualTo("unknown host nowhere");
        });
        assertThat(Sdk.failed(failed("x", new ConnectException("refused"))).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(Sdk.failed(failed("x", new SSLHandshakeException("certificate")))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(Sdk.failed(failed("x", new SocketTimeoutException("Read timed out")))
                        .kind())
                .isEqualTo(Kind.TIMED_OUT);
        assertThat(Sdk.failed(failed("x", new IOException("reset"))).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(Sdk.failed(ApiCallTimeoutException.create(1)).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void a_refusal_while_assuming_the_role_keeps_its_reason() {
        assertThat(Sdk.failed(failed("x", refused("AccessDenied", 403))).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void missing_credentials_are_told_by_what_the_sdk_says() {
        assertThat(Sdk.failed(SdkClientException.create("Unable to load credentials from any of the providers"))
                        .kind())
                .isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(Sdk.failed(SdkClientException.create(
                                "Unable to load credentials: The SSO session associated with this profile has expired"))
                        .kind())
                .isEqualTo(Kind.EXPIRED);
        assertThat(Sdk.failed(SdkClientException.create("Unable to unmarshall")).kind())
                .isEqualTo(Kind.REFUSED);
    }
}
