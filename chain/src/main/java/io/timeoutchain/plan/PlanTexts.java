package io.timeoutchain.plan;

import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.WrittenLines;
import io.timeoutchain.product.alb.AlbWriter;
import io.timeoutchain.product.gunicorn.GunicornWriter;
import io.timeoutchain.product.linux.LinuxWriter;
import io.timeoutchain.product.nginx.NginxWriter;
import io.timeoutchain.product.systemd.SystemdWriter;
import io.timeoutchain.product.targetgroup.TargetGroupWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as the texts that put it into force, by the path that each belongs to on its host. */
public final class PlanTexts {

    private static final String APPLICATION = "127.0.0.1:8000";
    private static final int WEB_PORT = 80;

    private PlanTexts() {}

    /**
     * The texts of {@code plan}: host files under {@code etc/}, the commands for the load balancer in {@code aws.sh}, and
     * in {@code application.txt} what the application, its database and its callers have to be given by other means.
     */
    public static Map<String, String> of(TimeoutPlan plan) {
        Chain chain = plan.group().chains().getFirst();
        Optional<Party> nginx = chain.party(Product.NGINX);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("aws.sh", aws(plan, chain));
        nginx.ifPresent(
                party -> texts.put("etc/nginx/conf.d/app.conf", NginxWriter.write(party, WEB_PORT, APPLICATION)));
        chain.party(Product.GUNICORN)
                .ifPresent(party -> texts.put(
                        "etc/gunicorn.conf.py",
                        GunicornWriter.write(
                                party,
                                plan.shape().worker().className(),
                                nginx.isPresent() ? APPLICATION : "0.0.0.0:8000")));
        chain.host().ifPresent(host -> {
            host.unit(Product.GUNICORN)
                    .ifPresent(unit -> texts.put(
                            "etc/systemd/system/gunicorn.service.d/timeouts.conf", SystemdWriter.write(unit)));
            texts.put("etc/sysctl.d/90-timeout-chain.conf", LinuxWriter.write(host.kernel()));
        });
        texts.put("application.txt", application(chain));
        return Collections.unmodifiableMap(texts);
    }

    private static String aws(TimeoutPlan plan, Chain chain) {
        List<String> lines =
                new ArrayList<>(List.of("#!/bin/sh", "# Set LOAD_BALANCER_ARN and TARGET_GROUP_ARN first.", "set -eu"));
        chain.party(Product.ALB).ifPresent(alb -> lines.addAll(AlbWriter.commands(alb, Whereabouts.VARIABLES)));
        lines.addAll(TargetGroupWriter.commands(plan.group().settings(), Whereabouts.VARIABLES));
        return String.join("\n", lines) + "\n";
    }

    private static String application(Chain chain) {
        List<String> lines = new ArrayList<>();
        for (Product product : List.of(Product.CLIENT, Product.DJANGO, Product.MYSQL)) {
            chain.party(product).ifPresent(party -> {
                lines.add("# " + product.title());
                lines.addAll(WrittenLines.of(party));
                lines.add("");
            });
        }
        return String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    }
}
