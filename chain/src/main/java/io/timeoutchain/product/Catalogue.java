package io.timeoutchain.product;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.cloudfront.CloudFrontSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nlb.NlbSettings;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting that is modelled, of every product. */
public final class Catalogue {

    /** All settings, product by product, a caller before its callees. A new room adds its list here. */
    public static final List<Setting> ALL = Stream.of(
                    ClientSettings.ALL,
                    CloudFrontSettings.ALL,
                    AlbSettings.ALL,
                    NlbSettings.ALL,
                    TargetGroupSettings.ALL,
                    NginxSettings.ALL,
                    GunicornSettings.ALL,
                    DjangoSettings.ALL,
                    MysqlSettings.ALL,
                    LinuxSettings.ALL,
                    SystemdSettings.ALL)
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** The setting of {@code product} that its documentation calls {@code name}. */
    public static Optional<Setting> find(Product product, String name) {
        return ALL.stream()
                .filter(setting ->
                        setting.product() == product && setting.name().equals(name))
                .findFirst();
    }
}
