package io.timeoutchain.auditor.collect.aws;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.Call;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.CallFailed.Kind;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Texts;
import io.timeoutchain.model.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** From the SDK's calls, absences and exceptions to ours. */
final class Sdk {

    private static final Set<String> DENIED = Set.of(
            "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "UnauthorizedAccess");
    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RateExceeded",
            "TooManyRequestsException",
            "SlowDown");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "MissingAuthenticationToken",
            "OptInRequired");
    private static final Set<String> NOT_YET = Set.of("InvocationDoesNotExist", "InvalidCommandId");
    private static final Set<String> GONE =
            Set.of("LoadBalancerNotFound", "ListenerNotFound", "RuleNotFound", "TargetGroupNotFound", "InvalidTarget");

    /** So Security Hub calls that the account is "not subscribed" to it. */
    private static final Set<String> NOT_ENABLED = Set.of("InvalidAccessException");

    private Sdk() {}

    /** A call of {@code action} that {@code send} sends, whatever it throws. */
    static <T> Call<T> call(AwsAction action, Supplier<T> send) {
        return new Call<>(action, () -> {
            try {
                return send.get();
            } catch (SdkException e) {
                throw failed(e);
            }
        });
    }

    static CallFailed failed(SdkException e) {
        if (e instanceof AwsServiceException refused) {
            return new CallFailed(kind(refused), said(refused));
        }
        return new CallFailed(kindWithoutAnswer(e), said(e));
    }

    private static Kind kind(AwsServiceException e) {
        String code = code(e);
        if (DENIED.contains(code)) {
            return Kind.DENIED;
        }
        if (THROTTLED.contains(code) || e.isThrottlingException()) {
            return Kind.THROTTLED;
        }
        if (EXPIRED.contains(code)) {
            return Kind.EXPIRED;
        }
        if (BAD_CREDENTIALS.contains(code)) {
            return Kind.BAD_CREDENTIALS;
        }
        if (NOT_YET.contains(code)) {
            return Kind.NOT_YET;
        }
        if (code.equals("InvalidInstanceId")) {
            return Kind.NO_SUCH_INSTANCE;
        }
        if (GONE.contains(code)) {
            return Kind.GONE;
        }
        if (NOT_ENABLED.contains(code)) {
            return Kind.NOT_ENABLED;
        }
        return e.statusCode() >= 500 ? Kind.BROKEN : Kind.REFUSED;
    }

    /** The error's code without the suffix and prefix that some protocols give it. */
    private static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        if (code == null) {
            return e.statusCode() == 403 ? "AccessDenied" : "HTTP " + e.statusCode();
        }
        // The query protocol says LoadBalancerNotFoundException in the model and LoadBalancerNotFound on the wire.
        return code.substring(code.indexOf('#') + 1).replaceFirst("(?<=NotFound)Exception$", "");
    }

    private static String said(AwsServiceException e) {
        String message =
                e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return Texts.oneLine(message == null || message.isBlank() ? code(e) : code(e) + ": " + message);
    }

    private static Kind kindWithoutAnswer(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return Kind.TIMED_OUT;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException inner) {
                // Assuming the role, or renewing the session, is a call of its own.
                return kind(inner);
            }
            if (cause instanceof UnknownHostException
                    || cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLException) {
                return Kind.UNREACHABLE;
            }
            if (cause instanceof IOException) {
                return Kind.TIMED_OUT;
            }
        }
        return aboutCredentials(text(e.getMessage()).toLowerCase(Locale.ROOT));
    }

    /** The SDK has no exception type of its own for credentials that are missing, or signed in with too long ago. */
    private static Kind aboutCredentials(String message) {
        if (!message.contains("credentials") && !message.contains("profile") && !message.contains("token")) {
            return Kind.REFUSED;
        }
        return message.contains("expired") ? Kind.EXPIRED : Kind.NO_CREDENTIALS;
    }

    private static String said(SdkException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return switch (root) {
            case UnknownHostException host ->
                Text.of("unknown host %s", text(message)).toString();
            case ConnectException refused ->
                Text.of("cannot connect: %s", text(message)).toString();
            default -> Texts.oneLine(message == null ? root.getClass().getSimpleName() : message);
        };
    }

    /** A value that the SDK may leave out. */
    static <T> Optional<T> maybe(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    /** A value that the service always sends; where it does not, an empty text that no rule mistakes for a value. */
    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A page of mapped items; services end a listing with no marker or an empty one. */
    static <S, T> Page<T> page(@Nullable List<S> items, @Nullable String next, Function<S, T> map) {
        return new Page<>(
                items == null ? List.of() : items.stream().map(map).toList(),
                maybe(next).filter(marker -> !marker.isEmpty()));
    }

    /** Attributes by key; one without a value is the empty text, as the API shows it. */
    static <A> Map<String, String> attributes(
            @Nullable List<A> attributes, Function<A, @Nullable String> key, Function<A, @Nullable String> value) {
        Map<String, String> map = new TreeMap<>();
        if (attributes != null) {
            attributes.forEach(attribute -> map.put(text(key.apply(attribute)), text(value.apply(attribute))));
        }
        return map;
    }
}
