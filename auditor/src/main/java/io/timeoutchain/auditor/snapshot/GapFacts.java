package io.timeoutchain.auditor.snapshot;

import io.timeoutchain.model.Gap;
import java.util.Comparator;

/**
 * Something that was not obtained, and the thing it belongs to.
 *
 * @param about the ARN, id or address whose facts it is missing from; a region's name where it concerns all of it
 * @param action the IAM action that was to obtain it, such as {@code elasticloadbalancing:DescribeTargetGroupAttributes}
 * @param subject what is missing, in words
 * @param cause why
 * @param remedy what the user can do about it
 */
public record GapFacts(String about, String action, String subject, String cause, String remedy) {

    /** The order in which a snapshot lists its gaps. */
    public static final Comparator<GapFacts> ORDER = Comparator.comparing(GapFacts::about)
            .thenComparing(GapFacts::action)
            .thenComparing(GapFacts::subject)
            .thenComparing(GapFacts::cause);

    /** The gap as rules and reports know it. */
    public Gap gap() {
        return new Gap(subject, cause, remedy);
    }
}
