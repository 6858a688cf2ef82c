package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.Catalogue;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of settings on a command line: {@code party.setting} as the product's documentation calls it ({@code
 * alb.idle_timeout.timeout_seconds}, a blank as a hyphen), and a short one for those that are long to write ({@code
 * alb.idle}).
 */
public final class SettingNames {

    private static final Map<String, Setting> SHORT = shortNames();
    private static final Map<String, Setting> ALL = allNames();
    private static final Map<Setting, String> NAMES = names();

    private SettingNames() {}

    private static Map<String, Setting> shortNames() {
        Map<String, Setting> names = new LinkedHashMap<>();
        names.put("alb.idle", AlbSettings.IDLE_TIMEOUT);
        names.put("alb.client-keep-alive", AlbSettings.CLIENT_KEEP_ALIVE);
        names.put("target-group.drain", TargetGroupSettings.DEREGISTRATION_DELAY);
        names.put("nginx.keepalive", NginxSettings.KEEPALIVE_TIMEOUT);
        names.put("nginx.keepalive-min", NginxSettings.KEEPALIVE_MIN_TIMEOUT);
        names.put("nginx.header", NginxSettings.CLIENT_HEADER_TIMEOUT);
        names.put("nginx.body", NginxSettings.CLIENT_BODY_TIMEOUT);
        names.put("nginx.connect", NginxSettings.connectTimeout(NginxProtocol.PROXY));
        names.put("nginx.read", NginxSettings.readTimeout(NginxProtocol.PROXY));
        names.put("nginx.upstream-keepalive", NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT);
        names.put("gunicorn.graceful", GunicornSettings.GRACEFUL_TIMEOUT);
        names.put("systemd.stop", SystemdSettings.TIMEOUT_STOP);
        names.put("linux.tcp-keepalive", LinuxSettings.TCP_KEEPALIVE_TIME);
        names.put("django.conn-max-age", DjangoSettings.CONN_MAX_AGE);
        names.put("django.read-timeout", DjangoSettings.READ_TIMEOUT);
        names.put("django.connect-timeout", DjangoSettings.CONNECT_TIMEOUT);
        return Collections.unmodifiableMap(names);
    }

    private static Map<String, Setting> allNames() {
        Map<String, Setting> names = new LinkedHashMap<>(SHORT);
        Catalogue.ALL.forEach(setting -> names.put(full(setting), setting));
        return Collections.unmodifiableMap(names);
    }

    private static Map<Setting, String> names() {
        Map<Setting, String> names = new LinkedHashMap<>();
        ALL.forEach((name, setting) -> names.putIfAbsent(setting, name));
        return Collections.unmodifiableMap(names);
    }

    private static String full(Setting setting) {
        return setting.product().id() + "." + setting.name().replace(' ', '-');
    }

    /** The shortest name of {@code setting}. */
    public static String of(Setting setting) {
        return NAMES.getOrDefault(setting, full(setting));
    }

    /** The setting that {@code name}, short or full, stands for. */
    public static Optional<Setting> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The names of {@code setting}, the shortest first. */
    public static List<String> all(Setting setting) {
        return ALL.entrySet().stream()
                .filter(entry -> entry.getValue().equals(setting))
                .map(Map.Entry::getKey)
                .toList();
    }
}
