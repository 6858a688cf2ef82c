package io.timeoutchain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.cdk.NeedsNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

@NeedsNode
class SampleAppTest {

    /** Where cfn-lint looks for the templates. */
    private static final Path OUTPUT = Path.of("target/cdk.out");

    /** Stands for the function, which the build packs only after the tests. */
    private static Path function() {
        try {
            Path zip = Path.of("target/function/scheduled-audit.zip");
            Files.createDirectories(Path.of("target/function"));
            return Files.write(zip, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static App app(Path output, Map<String, Object> context) {
        App app = new App(
                AppProps.builder().outdir(output.toString()).context(context).build());
        SampleApp.define(app, function());
        return app;
    }

    @Test
    void without_the_flag_every_stack_is_synthesised_without_a_word() {
        CloudAssembly assembly = app(OUTPUT, Map.of()).synth();

        assertThat(assembly.getStacks())
                .extracting(CloudFormationStackArtifact::getStackName)
                .containsExactly("AlignedService", "ScheduledAudit");
        assertThat(assembly.getStacks())
                .allSatisfy(stack -> assertThat(stack.getMessages()).isEmpty());
    }

    @Test
    void with_the_flag_the_guard_refuses_the_stack_that_does_not_fit(@TempDir Path output) {
        App app = app(output, Map.of("show-guard", "true"));

        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "callee-closes-first (high) at Guarded/Group behind Guarded/Alb: nginx closes a connection that was idle for 55 s, but the ALB sends a request over one that was idle for up to 60 s")
                .hasMessageContaining("repair: nginx: keepalive_timeout 65s;");
    }
}
