package io.timeoutchain.auditor.cli;

import java.util.List;
import picocli.CommandLine;

/** A command line that takes what was not written on it from the environment and the configuration file. */
final class LayeredCommandLine extends CommandLine {

    private final TimeoutChain top;

    LayeredCommandLine(TimeoutChain top) {
        super(top);
        this.top = top;
    }

    @Override
    public int execute(String... arguments) {
        List<String> written = Layers.commandFirst(List.of(arguments));
        try {
            List<Layers.Given> below = top.layers().below(written);
            top.given(below);
            return super.execute(Layers.together(written, below));
        } catch (CommandFailure failure) {
            TimeoutChain.print(getErr(), failure.sentence());
            return failure.exitCode();
        }
    }
}
