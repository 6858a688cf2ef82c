package io.timeoutchain.lab;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the lab when a test first needs it, and closes it after the last. */
final class LabExtension implements ExecutionCondition, BeforeEachCallback, ParameterResolver {

    static final String REQUIRED = "TIMEOUT_CHAIN_LAB_REQUIRED";

    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("true".equals(System.getenv(REQUIRED))) {
            return ConditionEvaluationResult.enabled("The lab is required: without Docker these tests fail.");
        }
        return Lab.obstacle()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("Docker serves."));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Lab lab = lab(context);
        lab.bridge().faults().clear();
        lab.bridge().forgetCalls();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return lab(context);
    }

    private static Lab lab(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Lab.class, key -> Lab.start(), Lab.class);
    }
}
