package io.timeoutchain.auditor.assemble;

import java.util.ArrayList;
import java.util.List;

/** What the host script prints, by hand: plain, line by line. Without more it is a sound host on which nothing runs. */
public final class HostText {

    /** When the files were written, the processes started, and the host was read. */
    public static final long WRITTEN = 1_795_290_000;

    public static final long STARTED = 1_795_290_100;

    /** A server before an application whose timers, with an ALB's idle timeout of 60 s, are in order. */
    public static final String SOUND_NGINX = """
            http {
            keepalive_timeout 75s;
            keepalive_min_timeout 70s;
            client_header_timeout 70s;
            client_body_timeout 70s;
            send_timeout 70s;
            server {
            listen 80;
            location / {
            proxy_pass http://127.0.0.1:8000;
            proxy_connect_timeout 5s;
            proxy_read_timeout 45s;
            }
            }
            }
            """;

    private final List<String> lines = new ArrayList<>(List.of(
            "time\t1795291430",
            "boot\t1795288860",
            "kernel\tnet.ipv4.tcp_keepalive_time\t40",
            "machine\tcpus\t2",
            "machine\tmemory-total-kb\t8000000",
            "machine\tmemory-available-kb\t6000000"));

    /** nginx 1.31.5, and gunicorn 26.2.0 with three sync workers behind it, both under systemd. */
    public static HostText sound() {
        return new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 7)
                .line("listen", "tcp", "127.0.0.1:8000", 8)
                .nginx(7, SOUND_NGINX)
                .gunicorn(8, "--timeout", "30", "--graceful-timeout", "40")
                .line("systemd", "yes")
                .unit("nginx.service", "5s")
                .unit("gunicorn.service", "1min 30s")
                .line("of", 7, "unit", "nginx.service")
                .line("of", 8, "unit", "gunicorn.service");
    }

    public HostText line(Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(String.valueOf(field));
        }
        lines.add(String.join("\t", texts));
        return this;
    }

    public HostText nginx(long pid, String configuration) {
        line("process", pid, "nginx");
        line("of", pid, "name", "nginx");
        line("of", pid, "started", STARTED);
        line("of", pid, "workers-since", STARTED);
        line("of", pid, "version", "nginx/1.31.5");
        line("nginx", pid, "dump", "");
        lines.add("|# configuration file /etc/nginx/nginx.conf:");
        configuration.lines().forEach(text -> lines.add("|" + text));
        return line("file", pid, WRITTEN, "/etc/nginx/nginx.conf");
    }

    public HostText gunicorn(long pid, Object... arguments) {
        line("process", pid, "gunicorn");
        line("of", pid, "name", "gunicorn");
        line("of", pid, "started", STARTED);
        line("of", pid, "workers", 3);
        line("of", pid, "workers-since", STARTED);
        line("of", pid, "worker-rss-kb", 50_000 + pid);
        line("of", pid, "worker-peak-kb", 60_000 + pid);
        line("of", pid, "version", "26.2.0");
        List<Object> argv = new ArrayList<>(List.of("of", pid, "argv", "/srv/venv/bin/gunicorn", "--workers", "3"));
        argv.addAll(List.of(arguments));
        return line(argv.toArray());
    }

    public HostText unit(String name, String timeoutStop) {
        line("unit", name, "TimeoutStopUSec", timeoutStop);
        return line("unit", name, "NeedDaemonReload", "no");
    }

    /** The same text with one part of it written in another way; the part must be there. */
    public String with(String part, String other) {
        String text = text();
        if (!text.contains(part)) {
            throw new IllegalArgumentException("there is no \"" + part + "\" to replace");
        }
        return text.replace(part, other);
    }

    public String text() {
        return "timeout-chain-host/1 plain\ntimeout-chain-host/1\n" + String.join("\n", lines) + "\nend\n";
    }
}
