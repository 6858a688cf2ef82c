package io.timeoutchain.lab;

import io.timeoutchain.product.nginx.NginxVersion;
import java.util.Map;
import java.util.Optional;

/** The kinds of host that the lab builds. All are Debian 12 with gunicorn 26.2.0 and, from Debian, 20.1.0. */
public enum HostImage {
    /** nginx 1.22.1, as Debian 12 ships it. */
    BOOKWORM("bookworm", "", "1.22.1"),

    /**
     * The nginx of Debian's suite "forky", newer than 1.29.7, where nginx began to keep upstream connections open by default
     * (https://nginx.org/en/CHANGES).
     */
    NEW_NGINX("forky", "", "1.30.6"),

    /** As {@link #BOOKWORM}, with MariaDB 10.11 as Debian 12 ships it. */
    WITH_DATABASE("bookworm", "mariadb-server", "1.22.1");

    /** The gunicorn that hosts run unless they ask for Debian's. */
    public static final String GUNICORN_VERSION = "26.2.0";

    private final String nginxSuite;
    private final String database;
    private final String nginxVersion;

    HostImage(String nginxSuite, String database, String nginxVersion) {
        this.nginxSuite = nginxSuite;
        this.database = database;
        this.nginxVersion = nginxVersion;
    }

    /** The nginx that it had when this was written; forky's moves on. */
    public Optional<NginxVersion> nginxVersion() {
        return NginxVersion.parse("nginx/" + nginxVersion);
    }

    Map<String, String> buildArguments() {
        return Map.of("NGINX_SUITE", nginxSuite, "DATABASE", database);
    }
}
