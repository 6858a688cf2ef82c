package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.collect.Cloud;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.aws.AwsCloud;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * Does what the program usually does, for nobody, so that a virtual machine which watches can write down the classes that it
 * takes (see {@code .mvn/start.sh}). Sends nothing anywhere.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Takes no arguments. */
    public static void main(String[] none) throws CollectFailure {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        for (String command : List.of("--help", "audit --help", "demo", "rules", "policy")) {
            TimeoutChain.commandLine(nobody, nobody).execute(command.split(" "));
        }
        try (AwsCloud cloud = AwsCloud.open(CollectOptions.DEFAULT.withRegions(List.of("eu-central-1")))) {
            Cloud.Region unasked = cloud.in(cloud.regions().getFirst());
            nobody.print(unasked);
        }
    }
}
