package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.failure.Failure;
import io.timeoutchain.model.Text;

/** Nothing could be collected; the sentence says what to do. */
public final class CollectFailure extends Failure {

    /** Whose matter it is. */
    public enum Kind {
        /** An option says what cannot be: a region or profile that does not exist. */
        WRONG_OPTION,
        /** The account could not be read at all: no credentials, no connection, no permission. */
        NO_ACCESS
    }

    private final Kind kind;

    public CollectFailure(Kind kind, Text sentence) {
        super(sentence);
        this.kind = kind;
    }

    /** The failure of a call without which there is nothing to collect. */
    static CollectFailure because(AwsAction action, CallFailed failed) {
        return new CollectFailure(
                Kind.NO_ACCESS,
                switch (failed.kind()) {
                    case NO_CREDENTIALS -> Text.of("No AWS credentials were found: %s.", failed.remedy(action));
                    case EXPIRED -> Text.of("The AWS credentials have expired: %s.", failed.remedy(action));
                    case BAD_CREDENTIALS ->
                        Text.of(
                                "AWS does not accept the credentials (%s): %s.",
                                Text.recorded(failed.said()), failed.remedy(action));
                    case UNREACHABLE ->
                        Text.of("AWS cannot be reached (%s): %s.", Text.recorded(failed.said()), failed.remedy(action));
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
                        Text.of(
                                "%s failed (%s): %s.",
                                action.iamName(), Text.recorded(failed.said()), failed.remedy(action));
                });
    }

    public Kind kind() {
        return kind;
    }
}
