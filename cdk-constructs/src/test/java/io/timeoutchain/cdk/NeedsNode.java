package io.timeoutchain.cdk;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that runs the CDK, and so Node: skipped where there is none, unless the environment demands all of the lab. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
public @interface NeedsNode {

    /** Looks for Node where the jsii runtime does. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("TIMEOUT_CHAIN_LAB_REQUIRED"))) {
                return ConditionEvaluationResult.enabled("Node is required: without it these tests fail.");
            }
            return isThere()
                    ? ConditionEvaluationResult.enabled("There is Node.")
                    : ConditionEvaluationResult.disabled("There is no node on the PATH, which the CDK needs.");
        }

        private static boolean isThere() {
            return System.getenv("JSII_NODE") != null
                    || Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                    .orElse("")
                                    .split(File.pathSeparator, -1))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node"))
                                    || Files.isExecutable(Path.of(folder, "node.exe")));
        }
    }
}
