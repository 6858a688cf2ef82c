package io.timeoutchain.product.targetgroup;

import io.timeoutchain.model.Party;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.WrittenLines;
import java.util.List;

/** Writes the commands that give a target group its timers; {@link TargetGroupReader} reads the attributes back. */
public final class TargetGroupWriter {

    private TargetGroupWriter() {}

    /**
     * One line of the AWS CLI for each attribute.
     *
     * @param settings the timers that are to be stated
     * @param at what they are about: the resources themselves, or shell variables that hold their ARNs
     */
    public static List<String> commands(Party settings, Whereabouts at) {
        return WrittenLines.of(settings, at);
    }
}
