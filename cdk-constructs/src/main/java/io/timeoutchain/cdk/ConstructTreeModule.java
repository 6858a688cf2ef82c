package io.timeoutchain.cdk;

import java.util.List;
import software.amazon.jsii.JsiiModule;

/** Tells the jsii runtime, which alone uses it, where the code is that the guard runs inside Node. */
public final class ConstructTreeModule extends JsiiModule {

    public ConstructTreeModule() {
        super("timeout-chain-construct-tree", "0.1.0", ConstructTreeModule.class, "construct-tree.tar.gz");
    }

    @Override
    protected List<Class<? extends JsiiModule>> getDependencies() {
        return List.of(software.amazon.awscdk.$Module.class, software.constructs.$Module.class);
    }

    @Override
    protected Class<?> resolveClass(String fqn) throws ClassNotFoundException {
        if (fqn.equals(ConstructTree.FQN)) {
            return ConstructTree.class;
        }
        throw new ClassNotFoundException(fqn);
    }
}
