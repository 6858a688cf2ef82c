package io.timeoutchain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.cdk.NeedsNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

@NeedsNode
class SampleAppTest {

    /** Where cfn-lint looks for the templates. */
    private static final Path OUTPUT = Path.of("target/cdk.out");

    private static App app(Path output, Map<String, Object> context) {
        App app = new App(
                AppProps.builder().outdir(output.toString()).context(context).build());
        SampleApp.define(app);
        return app;
    }

    @Test
    void without_the_flag_every_stack_is_synthesised_without_a_word() {
        CloudAssembly assembly = app(OUTPUT, Map.of()).synth();

        assertThat(assembly.getStacks())
                .extracting(CloudFormationStackArtifact::getStackName)
                .containsExactly("AlignedService");
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
