package io.timeoutchain.auditor.collect;

/** Nothing could be collected. The message is a sentence for the user that says what to do. */
public final class CollectFailure extends Exception {

    /** Whose matter it is. */
    public enum Kind {
        /** An option says what cannot be: a region or profile that does not exist. */
        WRONG_OPTION,
        /** The account could not be read at all: no credentials, no connection, no permission. */
        NO_ACCESS
    }

    private final Kind kind;

    public CollectFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The failure of a call without which there is nothing to collect. */
    static CollectFailure because(AwsAction action, CallFailed failed) {
        return new CollectFailure(
                Kind.NO_ACCESS,
                switch (failed.kind()) {
                    case NO_CREDENTIALS -> "No AWS credentials were found: %s.".formatted(failed.remedy(action));
                    case EXPIRED -> "The AWS credentials have expired: %s.".formatted(failed.remedy(action));
                    case BAD_CREDENTIALS ->
                        "AWS does not accept the credentials (%s): %s.".formatted(failed.said(), failed.remedy(action));
                    case UNREACHABLE ->
                        "AWS cannot be reached (%s): %s.".formatted(failed.said(), failed.remedy(action));
                    case DENIED,
                            THROTTLED,
                            BROKEN,
                            TIMED_OUT,
                            NOT_YET,
                            NO_SUCH_INSTANCE,
                            GONE,
                            NOT_ENABLED,
                            REFUSED,
                            STOPPED ->
                        "%s failed (%s): %s.".formatted(action.iamName(), failed.said(), failed.remedy(action));
                });
    }

    public Kind kind() {
        return kind;
    }
}
