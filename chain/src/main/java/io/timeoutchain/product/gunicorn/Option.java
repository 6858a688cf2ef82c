package io.timeoutchain.product.gunicorn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The settings of gunicorn that decide about its timers, as its configuration file and its command line call them
 * (gunicorn/config.py, 19.9 to 26.2).
 */
enum Option {
    TIMEOUT("timeout", "--timeout", "-t"),
    GRACEFUL_TIMEOUT("graceful_timeout", "--graceful-timeout", ""),
    KEEPALIVE("keepalive", "--keep-alive", ""),
    WORKER_CLASS("worker_class", "--worker-class", "-k"),
    WORKERS("workers", "--workers", "-w"),
    THREADS("threads", "--threads", ""),
    CONFIG("config", "--config", "-c"),
    PASTE("paste", "--paste", "");

    /**
     * The options that are not modelled and whose names begin like one that is. An abbreviation that fits several is
     * ambiguous; which options there are differs from version to version, so it is left undecided.
     */
    private static final List<String> RIVALS = List.of(
            "--tolerate-dangerous-framing",
            "--group",
            "--keyfile",
            "--worker-connections",
            "--worker-tmp-dir",
            "--chdir",
            "--check-config",
            "--capture-output",
            "--cert-reqs",
            "--certfile",
            "--ca-certs",
            "--ciphers",
            "--casefold-http-method",
            "--control-socket",
            "--control-socket-mode",
            "--pid",
            "--preload",
            "--print-config",
            "--proxy-protocol",
            "--proxy-allow-from",
            "--protocol",
            "--permit-obsolete-folding",
            "--permit-unconventional-http-method",
            "--permit-unconventional-http-version",
            "--paste-global",
            "--paster",
            "--pythonpath");

    private final String key;
    private final String longName;
    private final String shortName;

    Option(String key, String longName, String shortName) {
        this.key = key;
        this.longName = longName;
        this.shortName = shortName;
    }

    /** Its name in the configuration file. */
    String key() {
        return key;
    }

    /** The option with this one-letter name: {@code -t}. */
    static Optional<Option> ofShort(String name) {
        return Arrays.stream(values())
                .filter(option -> option.shortName.equals(name))
                .findFirst();
    }

    /** The modelled options that {@code name}, whole or abbreviated, can mean. */
    static List<Option> meantBy(String name) {
        return Arrays.stream(values())
                .filter(option -> option.longName.startsWith(name))
                .filter(option -> !RIVALS.contains(name))
                .toList();
    }

    /** Tells whether {@code name} can mean this option and no other. */
    boolean isSurely(String name) {
        return longName.equals(name)
                || (meantBy(name).equals(List.of(this)) && RIVALS.stream().noneMatch(rival -> rival.startsWith(name)));
    }
}
