package io.timeoutchain.app;

import io.timeoutchain.cdk.TimeoutGuard;
import software.amazon.awscdk.App;

/**
 * The app that {@code cdk synth} makes at the root of the repository: a service whose timers fit. {@code cdk synth -c
 * show-guard=true} adds one whose timers do not, which the guard refuses.
 */
public final class SampleApp {

    private static final String SHOW_GUARD = "show-guard";

    private SampleApp() {}

    /** Synthesises the app; the CDK's command line says where to. */
    public static void main(String[] arguments) {
        App app = new App();
        define(app);
        app.synth();
    }

    static void define(App app) {
        TimeoutGuard.of(app);
        new AlignedServiceStack(app);
        if ("true".equals(app.getNode().tryGetContext(SHOW_GUARD))) {
            new GuardedStack(app);
        }
    }
}
