package io.timeoutchain.lab;

import java.util.Map;

/** The kinds of host that the lab builds. Both are Debian 12 with gunicorn 26.2.0 and, from Debian, 20.1.0. */
public enum HostImage {
    /** nginx 1.22.1, as Debian 12 ships it. */
    BOOKWORM("bookworm"),

    /**
     * The nginx of Debian's suite "forky", newer than 1.29.7, where nginx began to keep upstream connections open by default
     * (https://nginx.org/en/CHANGES).
     */
    NEW_NGINX("forky");

    private final String nginxSuite;

    HostImage(String nginxSuite) {
        this.nginxSuite = nginxSuite;
    }

    Map<String, String> buildArguments() {
        return Map.of("NGINX_SUITE", nginxSuite);
    }
}
