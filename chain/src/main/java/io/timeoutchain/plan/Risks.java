package io.timeoutchain.plan;

import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;

/**
 * What it costs to change a setting: the same for each change, so that few changes win, and something for what can go
 * wrong with it, so that of equally many the safer ones do. The one place where these weights stand.
 */
final class Risks {

    /** Every change must be made, reviewed and rolled out: more than most of the risks below. */
    private static final int CHANGE = 10;

    /** A shorter request limit ends work that used to be finished. */
    private static final int ENDS_REQUESTS = 5;

    /**
     * What it costs to move the other side than the one that the rule would move: to shorten the requests, say, where the
     * time to drain them is what is too short. Only where it saves three changes or more.
     */
    static final int AGAINST_THE_RULE = 25;

    private Risks() {}

    /** The cost of changing {@code setting}; more than zero. */
    static int of(Setting setting) {
        return CHANGE + risk(setting) + (setting.plays(Role.REQUEST_LIMIT) ? ENDS_REQUESTS : 0);
    }

    private static int risk(Setting setting) {
        return switch (setting.product()) {
            // A reload, of one host at a time, and nobody else has these timers.
            case NGINX, LINUX -> 0;
            case SYSTEMD -> 1;
            // A restart.
            case GUNICORN -> 2;
            // In force at once, for every host behind it.
            case TARGET_GROUP -> 2;
            // And for every service behind the load balancer.
            case ALB, NLB -> 3;
            // A release of the application.
            case DJANGO -> 4;
            case CLOUDFRONT -> 5;
            // For everything that uses the database.
            case MYSQL -> 6;
            // Callers belong to others, and there are many: nearly always better to change two settings of one's own.
            case CLIENT -> 25;
            case UNKNOWN -> 100;
        };
    }
}
