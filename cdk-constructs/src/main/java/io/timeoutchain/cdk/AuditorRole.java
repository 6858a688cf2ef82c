package io.timeoutchain.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role with which this account and region are audited: it may read load balancers and instances, and run one document
 * on instances, the {@link HostTimersDocument}, and nothing else. What it may do is what {@code timeout-chain policy
 * --document NAME} prints; a test holds the two together.
 */
public final class AuditorRole extends Construct {

    /** The id of the role in this construct. */
    private static final String ROLE = "Role";

    private final Role role;

    /**
     * A role.
     *
     * @param trusted who may assume it
     * @param document the only document that it may run
     */
    public AuditorRole(Construct scope, String id, IPrincipal trusted, HostTimersDocument document) {
        super(scope, id);
        role = Role.Builder.create(this, ROLE)
                .assumedBy(trusted)
                .description("Audits load balancer and host timers; reads, and runs one read-only document.")
                .inlinePolicies(Map.of(
                        "Audit",
                        PolicyDocument.Builder.create()
                                .statements(AuditPolicy.reading(List.of(instances(), document.documentArn())))
                                .minimize(false)
                                .build()))
                .build();
    }

    /** The role itself; its ARN is what {@code timeout-chain audit --role-arn} takes. */
    public Role role() {
        return role;
    }

    private String instances() {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource("instance")
                        .resourceName("*")
                        .build());
    }
}
