package io.timeoutchain.product.nginx;

import java.util.Optional;

/** Reads what an nginx is configured to do. */
public final class NginxReader {

    private NginxReader() {}

    /**
     * Reads the output of {@code nginx -T}, or a text of the same form ({@link NginxConf#parse}).
     *
     * @param text whole or redacted; what stderr said may stand around it
     * @param version nginx's version; without it, defaults that depend on it are gaps
     * @param host what the host knows beside nginx
     * @return what is in force, with a gap for everything that could not be read; never fails
     */
    public static NginxConfig read(String text, Optional<NginxVersion> version, NginxHost host) {
        return new NginxConfig(NginxConf.parse(text), version, host);
    }
}
