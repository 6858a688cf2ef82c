package io.timeoutchain.product.alb;

import io.timeoutchain.model.Party;
import io.timeoutchain.product.WrittenLines;
import java.util.List;

/** Writes the commands that give a load balancer its timers; {@link AlbReader} reads the same attributes back. */
public final class AlbWriter {

    private AlbWriter() {}

    /**
     * One line of the AWS CLI for each attribute.
     *
     * @param alb the timers that are to be stated
     * @param arn the load balancer's ARN, or a shell variable that holds it
     */
    public static List<String> commands(Party alb, String arn) {
        return WrittenLines.of(alb).stream()
                .map(line -> line.replace("{arn}", arn))
                .toList();
    }
}
