package io.timeoutchain.product.alb;

import io.timeoutchain.model.Party;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.WrittenLines;
import java.util.List;

/** Writes the commands that give a load balancer its timers; {@link AlbReader} reads the same attributes back. */
public final class AlbWriter {

    private AlbWriter() {}

    /**
     * One line of the AWS CLI for each attribute.
     *
     * @param alb the timers that are to be stated
     * @param at what they are about: the resources themselves, or shell variables that hold their ARNs
     */
    public static List<String> commands(Party alb, Whereabouts at) {
        return WrittenLines.of(alb, at);
    }
}
