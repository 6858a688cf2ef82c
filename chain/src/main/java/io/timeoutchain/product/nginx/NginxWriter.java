package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.WrittenLines;

/** Writes a server of nginx that has given timers; {@link NginxReader} reads the same timers back. */
public final class NginxWriter {

    /** How many idle connections to the application a worker process keeps, where it keeps any. */
    private static final int POOL = 16;

    private NginxWriter() {}

    /**
     * A file for {@code /etc/nginx/conf.d}: the default server of {@code port}, which passes everything on.
     *
     * @param nginx the timers that are to be stated, and whether connections to the application are used again
     * @param port where it listens
     * @param application host and port of what it passes to: {@code 127.0.0.1:8000}
     */
    public static String write(Party nginx, int port, String application) {
        StringBuilder text = new StringBuilder();
        boolean pools = nginx.surely(Trait.REUSES_CONNECTIONS);
        if (pools) {
            text.append("upstream application {\n    server ")
                    .append(application)
                    .append(";\n    keepalive ")
                    .append(POOL)
                    .append(";\n");
            lines(text, "    ", nginx, Place.UPSTREAM);
            text.append("}\n\n");
        }
        text.append("server {\n    listen ").append(port).append(" default_server;\n\n");
        lines(text, "    ", nginx, Place.SERVER);
        text.append("\n    location / {\n        proxy_pass http://")
                .append(pools ? "application" : application)
                .append(";\n");
        lines(text, "        ", nginx, Place.LOCATION);
        text.append("        proxy_set_header Host $host;\n")
                .append("        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n")
                .append("        proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;\n");
        if (pools) {
            // The defaults only since 1.29.7, and one proxy_set_header of any kind takes the second away.
            text.append("        proxy_http_version 1.1;\n        proxy_set_header Connection \"\";\n");
        }
        return text.append("    }\n}\n").toString();
    }

    private static void lines(StringBuilder text, String indent, Party nginx, Place place) {
        WrittenLines.of(nginx, setting -> Place.of(setting) == place)
                .forEach(line -> text.append(indent).append(line).append('\n'));
    }

    /** The block that a directive is written in. */
    private enum Place {
        UPSTREAM,
        SERVER,
        LOCATION;

        static Place of(Setting setting) {
            if (setting.equals(NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT)) {
                return UPSTREAM;
            }
            return setting.plays(Role.CONNECT_WAIT) || setting.plays(Role.RESPONSE_WAIT) ? LOCATION : SERVER;
        }
    }
}
