package io.timeoutchain.auditor.host;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A master process of a known product, or another process that listens on a port that was asked for.
 *
 * @param name its short name, as {@code ps} shows it
 * @param executable the path of its program
 * @param started when it started, to the second
 * @param version {@code nginx/1.22.1}, {@code openresty/1.25.3.1}, or gunicorn's {@code 23.0.0}
 * @param unit the systemd unit it belongs to
 * @param directory its present working directory
 * @param inContainer whether it has another root directory than the script, or one that the script may not look into
 * @param argv its command line, where all but modelled options are {@code @redacted}
 * @param gunicornArguments {@code GUNICORN_CMD_ARGS}, redacted in the same way, quoted for a shell
 * @param environment {@code WEB_CONCURRENCY} and {@code PORT}, if they are set
 * @param hidden what of it could not be read and why; what is not there was read, and an empty value means "not set"
 * @param workers its worker processes
 * @param workersSince when the oldest of them started. nginx replaces all of them at a reload; gunicorn also replaces
 *     single ones between reloads, without reading its configuration again
 * @param workerResident resident size of the largest worker, in bytes
 * @param workerPeak the largest resident size any of them ever had, in bytes
 * @param nginx what nginx was configured with
 * @param gunicornFile the file that gunicorn was configured with; empty if it has none
 */
public record HostProcess(
        long pid,
        Kind kind,
        String name,
        Optional<String> executable,
        Optional<Instant> started,
        Optional<String> version,
        Optional<String> unit,
        Optional<String> directory,
        boolean inContainer,
        List<String> argv,
        Optional<String> gunicornArguments,
        Map<String, String> environment,
        Map<Part, String> hidden,
        OptionalInt workers,
        Optional<Instant> workersSince,
        OptionalLong workerResident,
        OptionalLong workerPeak,
        Optional<NginxDump> nginx,
        Optional<GunicornFile> gunicornFile) {

    /** Which product a process is. */
    public enum Kind {
        NGINX,
        GUNICORN,
        OTHER
    }

    /** What may be hidden of a process. */
    public enum Part {
        ENVIRONMENT,
        CONFIGURATION
    }

    public HostProcess {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        hidden = Map.copyOf(hidden);
    }
}
