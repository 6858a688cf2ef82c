package io.timeoutchain.auditor.snapshot;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
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

    /** What is said of it in our own words; a snapshot keeps them in English, whoever reads it. */
    public GapFacts(String about, String action, Text subject, Text cause, Text remedy) {
        this(about, action, subject.toString(), cause.toString(), remedy.toString());
    }

    /** The order in which a snapshot lists its gaps. */
    public static final Comparator<GapFacts> ORDER = Comparator.comparing(GapFacts::about)
            .thenComparing(GapFacts::action)
            .thenComparing(GapFacts::subject)
            .thenComparing(GapFacts::cause);

    /** The gap as rules and reports know it. */
    public Gap gap() {
        return new Gap(Text.recorded(subject), Text.recorded(cause), Text.recorded(remedy));
    }
}
