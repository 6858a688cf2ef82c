package io.timeoutchain.app;

import io.timeoutchain.cdk.TimeoutGuard;
import java.nio.file.Path;
import software.amazon.awscdk.App;

/**
 * The app that {@code cdk synth} makes at the root of the repository: a service whose timers fit, and an audit that runs by itself. {@code cdk synth -c
 * show-guard=true} adds one whose timers do not, which the guard refuses.
 */
public final class SampleApp {

    private static final String SHOW_GUARD = "show-guard";

    private SampleApp() {}

    /**
     * Synthesises the app; the CDK's command line says where to.
     *
     * @param arguments the file {@code scheduled-audit.zip} that the build of the auditor makes
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("give the file scheduled-audit.zip, as cdk-app/run does");
        }
        App app = new App();
        define(app, Path.of(arguments[0]));
        app.synth();
    }

    static void define(App app, Path function) {
        TimeoutGuard.of(app);
        new AlignedServiceStack(app);
        new ScheduledAuditStack(app, function);
        if ("true".equals(app.getNode().tryGetContext(SHOW_GUARD))) {
            new GuardedStack(app);
        }
    }
}
