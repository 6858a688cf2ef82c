package io.timeoutchain.auditor.collect;

import io.timeoutchain.model.Text;

/** An API call that gave no answer. */
public final class CallFailed extends Exception {

    /** Why, as far as it matters for what to do next. */
    public enum Kind {
        /** The identity may not call this action. */
        DENIED,
        /** Calls came too fast. */
        THROTTLED,
        /** The service had a fault of its own. */
        BROKEN,
        /** No answer in time, or the connection broke. */
        TIMED_OUT,
        /** What was asked for is so new that the service does not know it yet. */
        NOT_YET,
        /** No connection at all: unknown host, nobody listening, TLS refused. */
        UNREACHABLE,
        /** There are no credentials to sign the call with. */
        NO_CREDENTIALS,
        /** The credentials have expired. */
        EXPIRED,
        /** The service does not know these credentials. */
        BAD_CREDENTIALS,
        /** An instance named in the call does not exist, or not for this service. */
        NO_SUCH_INSTANCE,
        /** The thing asked for does not exist: it was deleted while we looked. */
        GONE,
        /** The service is not enabled in this account and region. */
        NOT_ENABLED,
        /** Refused for another reason. */
        REFUSED,
        /** We were told to stop. */
        STOPPED;

        /** Whether the same call may well succeed a little later. */
        boolean isPassing() {
            return switch (this) {
                case THROTTLED, BROKEN, TIMED_OUT, NOT_YET -> true;
                case DENIED,
                        UNREACHABLE,
                        NO_CREDENTIALS,
                        EXPIRED,
                        BAD_CREDENTIALS,
                        NO_SUCH_INSTANCE,
                        GONE,
                        NOT_ENABLED,
                        REFUSED,
                        STOPPED -> false;
            };
        }
    }

    private final Kind kind;

    private final String said;

    /** @param said what the service, or the network, said about it */
    public CallFailed(Kind kind, String said) {
        super(said);
        this.kind = kind;
        this.said = said;
    }

    /** What the service, or the network, said about it. */
    public String said() {
        return said;
    }

    public Kind kind() {
        return kind;
    }

    /** What to do about it, where {@code action} is what was called. */
    Text remedy(AwsAction action) {
        return switch (kind) {
            case DENIED ->
                Text.of(
                        "allow %s to the identity that runs the audit (\"timeout-chain policy\" prints the whole policy)",
                        action.iamName());
            case THROTTLED ->
                Text.of(
                        "run again when fewer tools call %s in this account and region",
                        action.service().prefix());
            case BROKEN, TIMED_OUT, NOT_YET -> Text.of("run again; if it stays, look at the AWS Health Dashboard");
            case UNREACHABLE ->
                Text.of("check the network, the proxy, the region's name, and --endpoint-url or AWS_ENDPOINT_URL");
            case NO_CREDENTIALS ->
                Text.of("set AWS_PROFILE or give --profile, or run \"aws configure\" or \"aws sso login\"");
            case EXPIRED -> Text.of("renew the credentials, for example with \"aws sso login\", and run again");
            case BAD_CREDENTIALS ->
                Text.of("check the access key and AWS_PROFILE, and whether the region is enabled for the account");
            case NO_SUCH_INSTANCE, GONE -> Text.of("run again: the account changed while it was read");
            case NOT_ENABLED -> Text.of("enable the service in this region");
            case REFUSED -> Text.of("see what the service says in the cause");
            case STOPPED -> Text.of("run again and let it finish");
        };
    }
}
