package io.timeoutchain.auditor.host;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host said of itself: plain strings and numbers, not yet interpreted.
 *
 * @param host its name: an instance id
 * @param readAt the host's clock when it was read
 * @param bootedAt when it was booted
 * @param kernel {@code sysctl} values by key, as the kernel prints them
 * @param machine {@code release}, {@code cpus}, {@code memory-total-kb}, {@code memory-available-kb}
 * @param listeners on the ports that were asked for, and all of nginx and gunicorn
 * @param processes every nginx and gunicorn master, and whoever else listens on those ports
 * @param addresses the addresses of each name that nginx passes requests to; names of upstream groups are not there
 * @param systemd whether systemd runs the host
 * @param units {@code systemctl show} of the units of nginx and gunicorn, as text, by unit
 * @param logs what was searched for evidence
 * @param evidence what was found there in the last day
 * @param unsearched the logs that could not be searched, and why, in sentences
 * @param measured what was measured, if that was asked for
 * @param gaps what the host could not tell, and what of its answer could not be understood
 */
public record HostReport(
        String host,
        Optional<Instant> readAt,
        Optional<Instant> bootedAt,
        Map<String, String> kernel,
        Map<String, String> machine,
        List<Listener> listeners,
        List<HostProcess> processes,
        Map<String, List<String>> addresses,
        boolean systemd,
        Map<String, String> units,
        List<LogRead> logs,
        List<Evidence> evidence,
        List<Text> unsearched,
        List<Measured> measured,
        List<Gap> gaps) {

    public HostReport {
        kernel = Map.copyOf(kernel);
        machine = Map.copyOf(machine);
        listeners = List.copyOf(listeners);
        processes = List.copyOf(processes);
        addresses = Map.copyOf(addresses);
        units = Map.copyOf(units);
        logs = List.copyOf(logs);
        evidence = List.copyOf(evidence);
        unsearched = List.copyOf(unsearched);
        measured = List.copyOf(measured);
        gaps = List.copyOf(gaps);
    }

    /**
     * Reads an answer. A line that is not understood costs that line and becomes a gap; the rest is kept.
     *
     * @param host the host that gave it
     * @param text a {@link HostAnswer.Complete} text
     */
    public static HostReport parse(String host, String text) {
        return new HostReportParser(host).parse(text);
    }

    /** The process with this number. */
    public Optional<HostProcess> process(long pid) {
        return processes.stream().filter(process -> process.pid() == pid).findFirst();
    }

    /** The sockets that listen on a TCP port. */
    public List<Listener> listenersOn(int port) {
        return listeners.stream()
                .filter(listener -> listener.port().orElse(0) == port)
                .toList();
    }
}
