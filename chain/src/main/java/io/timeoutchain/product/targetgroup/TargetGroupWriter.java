package io.timeoutchain.product.targetgroup;

import io.timeoutchain.model.Party;
import io.timeoutchain.product.WrittenLines;
import java.util.List;

/** Writes the commands that give a target group its timers; {@link TargetGroupReader} reads the attributes back. */
public final class TargetGroupWriter {

    private TargetGroupWriter() {}

    /**
     * One line of the AWS CLI for each attribute.
     *
     * @param settings the timers that are to be stated
     * @param arn the target group's ARN, or a shell variable that holds it
     */
    public static List<String> commands(Party settings, String arn) {
        return WrittenLines.of(settings).stream()
                .map(line -> line.replace("{arn}", arn))
                .toList();
    }
}
