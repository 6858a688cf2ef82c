package io.timeoutchain.product.targetgroup;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Written;
import java.util.List;

/**
 * The timers of a target group. Ranges and defaults: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html">Edit
 * target group attributes</a> and the Elastic Load Balancing API, TargetGroupAttribute.
 */
public final class TargetGroupSettings {

    private static final String MODIFY =
            "aws elbv2 modify-target-group-attributes --target-group-arn {targetGroup} --attributes Key=";

    /** How long requests that a deregistered target is still answering may go on. Lambda targets have none. */
    public static final Setting DEREGISTRATION_DELAY = written("deregistration_delay.timeout_seconds", Role.DRAIN)
            .within(0, 3600)
            .or(property("deregistrationDelay"));

    /** How long the load balancer's own cookie sends a client to the same target. */
    public static final Setting LB_COOKIE = written("stickiness.lb_cookie.duration_seconds", Role.STICKINESS)
            .within(1, 604_800)
            .or(property("stickinessCookieDuration"));

    /** How long a cookie that follows one of the application's sends a client to the same target. */
    public static final Setting APP_COOKIE = written("stickiness.app_cookie.duration_seconds", Role.STICKINESS)
            .within(1, 604_800)
            .or(property("stickinessCookieDuration"));

    public static final List<Setting> ALL = List.of(DEREGISTRATION_DELAY, LB_COOKIE, APP_COOKIE);

    private TargetGroupSettings() {}

    private static Setting written(String name, Role role) {
        return Setting.of(
                Product.TARGET_GROUP,
                name,
                new Written(Written.Form.AWS_CLI, "AWS CLI", MODIFY + name + ",Value={seconds}"),
                role);
    }

    private static Written property(String name) {
        return new Written(
                Written.Form.CDK, "ApplicationTargetGroup.Builder", "." + name + "(Duration.seconds({seconds}))");
    }
}
