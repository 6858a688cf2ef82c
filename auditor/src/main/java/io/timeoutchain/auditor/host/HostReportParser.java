package io.timeoutchain.auditor.host;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.EvidenceKind;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Measurement;
import io.timeoutchain.model.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an answer one by one, in the order in which the script prints them. */
final class HostReportParser {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_EMPTY_LINES = 1_000_000;
    private static final int MOST_COMPLAINTS = 20;
    private static final long END_OF_2099 = 4_102_444_799L;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~\t]*");
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:=@,%+-]+");
    private static final Pattern TCP_ADDRESS = Pattern.compile("(?:[0-9.]+|\\[[0-9a-f:.]+\\]):[0-9]{1,5}");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9a-fA-F.:]+(?:%[A-Za-z0-9_.-]+)?");
    private static final Pattern MEASURED = Pattern.compile(
            "(closed(?= [0-9]+ )|open(?= [0-9]+ )|announced(?= [0-9]{3}$))(?: ([0-9]{1,9}))? ([1-5][0-9]{2})");
    private static final Set<String> LOG_SOURCES = Set.of("nginx", "gunicorn", "kernel");

    private final String host;
    private @Nullable Instant readAt;
    private @Nullable Instant bootedAt;
    private final Map<String, String> kernel = new LinkedHashMap<>();
    private final Map<String, String> machine = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<Long, ProcessFacts> processes = new LinkedHashMap<>();
    private final Map<String, List<String>> addresses = new LinkedHashMap<>();
    private boolean systemd;
    private final Map<String, StringBuilder> units = new LinkedHashMap<>();
    private final List<LogRead> logs = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Text> unsearched = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable NginxFacts dump;
    private int emptyLines;
    private int complaints;
    private boolean ended;

    HostReportParser(String host) {
        this.host = host;
    }

    HostReport parse(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty() || ended) {
                continue;
            }
            try {
                read(line, number);
            } catch (Malformed e) {
                complain(number, e.why);
            } catch (IllegalArgumentException e) {
                complain(
                        number,
                        e.getMessage() == null ? Text.of("it was not understood") : Text.verbatim(e.getMessage()));
            }
        }
        if (!ended) {
            gaps.add(new Gap(
                    Text.of("the end of the answer of %s", host),
                    Text.of("its last line is not the end marker, so parts may be missing"),
                    Text.of("run the audit again")));
        }
        if (complaints > MOST_COMPLAINTS) {
            gaps.add(new Gap(
                    Text.of("the answer of %s", host),
                    Text.of("%s more lines were not understood", complaints - MOST_COMPLAINTS),
                    Text.of("run the audit with the same release as the script on the host")));
        }
        return new HostReport(
                host,
                Optional.ofNullable(readAt),
                Optional.ofNullable(bootedAt),
                kernel,
                machine,
                listeners,
                processes.values().stream().map(ProcessFacts::toProcess).toList(),
                addresses,
                systemd,
                units.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                        .toString())),
                logs,
                evidence,
                unsearched,
                measured,
                gaps);
    }

    private void read(String line, int number) throws Malformed {
        if (line.length() > LONGEST_LINE) {
            throw new Malformed(Text.of("it is longer than %s characters", LONGEST_LINE));
        }
        if (!PRINTABLE.matcher(line).matches()) {
            throw new Malformed(Text.of("it holds characters that the script never prints"));
        }
        if (line.startsWith("|")) {
            dumpInProgress().append(unescape(line.substring(1))).append('\n');
            return;
        }
        if (line.startsWith("~")) {
            int count = count(line.substring(1));
            if (count > MOST_EMPTY_LINES - emptyLines) {
                throw new Malformed(Text.of("the configuration has more than %s empty lines", MOST_EMPTY_LINES));
            }
            emptyLines += count;
            dumpInProgress().append("\n".repeat(count));
            return;
        }
        Fields fields = new Fields(line);
        switch (fields.keyword()) {
            case "timeout-chain-host/1" -> {
                if (number != 1) {
                    throw new Malformed(Text.of("a second answer begins"));
                }
            }
            case "time" -> readAt = fields.exactly(1).instant(0);
            case "boot" -> bootedAt = fields.exactly(1).instant(0);
            case "kernel" -> kernel.put(fields.exactly(2).text(0), fields.text(1));
            case "machine" -> machine.put(fields.exactly(2).text(0), fields.text(1));
            case "listen" -> listeners.add(listener(fields.exactly(3)));
            case "process" -> startProcess(fields.exactly(2));
            case "of" -> process(fields.atLeast(3)).accept(fields);
            case "nginx" -> startDump(fields.exactly(3));
            case "file" -> nginx(fields.exactly(3)).files.add(new FileTime(fields.text(2), fields.instant(1)));
            case "broken" -> broken(fields.exactly(3));
            case "name" -> addresses.put(fields.exactly(2).text(0), addressList(fields.text(1)));
            case "config" ->
                process(fields.exactly(3)).config = new GunicornFacts(new FileTime(fields.text(2), fields.instant(1)));
            case "line" -> config(fields.exactly(3)).lines.add(new NumberedLine(fields.number(1), fields.text(2)));
            case "systemd" -> systemd = yes(fields.exactly(1).text(0));
            case "unit" ->
                units.computeIfAbsent(fields.exactly(3).text(0), unit -> new StringBuilder())
                        .append(fields.text(1).replace('\n', ' '))
                        .append('=')
                        .append(fields.text(2).replace('\n', ' '))
                        .append('\n');
            case "log" -> logs.add(logRead(fields.exactly(3)));
            case "evidence" -> evidence.add(evidence(fields.exactly(4)));
            case "measured" -> measured.add(measured(fields.exactly(3)));
            case "missing" -> missing(fields.exactly(2));
            case "end" -> {
                fields.exactly(0);
                ended = true;
            }
            default -> throw new Malformed(Text.of("\"%s\" is no section of an answer", shortened(fields.keyword())));
        }
    }

    private void startProcess(Fields fields) throws Malformed {
        HostProcess.Kind kind =
                switch (fields.text(1)) {
                    case "nginx" -> HostProcess.Kind.NGINX;
                    case "gunicorn" -> HostProcess.Kind.GUNICORN;
                    case "other" -> HostProcess.Kind.OTHER;
                    default -> throw new Malformed(Text.of("it names no kind of process"));
                };
        long pid = fields.pid();
        if (processes.putIfAbsent(pid, new ProcessFacts(pid, kind)) != null) {
            throw new Malformed(Text.of("process %s was there before", pid));
        }
    }

    private ProcessFacts process(Fields fields) throws Malformed {
        ProcessFacts facts = processes.get(fields.pid());
        if (facts == null) {
            throw new Malformed(Text.of("it speaks of a process that was not named before"));
        }
        return facts;
    }

    private NginxFacts nginx(Fields fields) throws Malformed {
        NginxFacts facts = process(fields).nginx;
        if (facts == null) {
            throw new Malformed(Text.of("it speaks of an nginx configuration that was not there before"));
        }
        return facts;
    }

    private GunicornFacts config(Fields fields) throws Malformed {
        GunicornFacts facts = process(fields).config;
        if (facts == null) {
            throw new Malformed(Text.of("it speaks of a gunicorn file that was not named before"));
        }
        return facts;
    }

    private void startDump(Fields fields) throws Malformed {
        dump = null;
        String failure = fields.text(2);
        dump = switch (fields.text(1)) {
            case "dump" -> new NginxFacts(null);
            case "files" -> new NginxFacts(failure.isEmpty() ? "unknown" : failure);
            default -> throw new Malformed(Text.of("it says neither dump nor files"));
        };
        process(fields).nginx = dump;
    }

    private StringBuilder dumpInProgress() throws Malformed {
        if (dump == null) {
            throw new Malformed(Text.of("it is a line of a configuration that was not announced"));
        }
        return dump.text;
    }

    private void broken(Fields fields) throws Malformed {
        process(fields);
        gaps.add(new Gap(
                Text.of("the rest of %s after line %s on %s", fields.raw(1), fields.number(2), host),
                Text.of("nginx could not read it either: a quote, a block or a word is not closed as it should be"),
                Text.of("run nginx -t on the host and correct the file")));
    }

    private static Listener listener(Fields fields) throws Malformed {
        Listener.Transport transport =
                switch (fields.text(0)) {
                    case "tcp" -> Listener.Transport.TCP;
                    case "unix" -> Listener.Transport.UNIX;
                    default -> throw new Malformed(Text.of("it names no transport"));
                };
        String address = fields.text(1);
        if (transport == Listener.Transport.TCP && !TCP_ADDRESS.matcher(address).matches()) {
            throw new Malformed(Text.of("it holds no TCP address"));
        }
        return new Listener(transport, address, fields.number(2));
    }

    private static List<String> addressList(String text) throws Malformed {
        List<String> found = List.of(text.split(" ", -1));
        if (!found.stream().allMatch(address -> IP_ADDRESS.matcher(address).matches())) {
            throw new Malformed(Text.of("it holds what is no address"));
        }
        return found;
    }

    private static LogRead logRead(Fields fields) throws Malformed {
        if (!LOG_SOURCES.contains(fields.text(0))) {
            throw new Malformed(Text.of("it names no kind of log"));
        }
        return new LogRead(fields.text(0), fields.instant(1), fields.text(2));
    }

    private static Measured measured(Fields fields) throws Malformed {
        Matcher result = MEASURED.matcher(fields.raw(2));
        if (!TCP_ADDRESS.matcher(fields.text(0)).matches() || !result.matches()) {
            throw new Malformed(Text.of("it tells of no measurement that this release knows"));
        }
        Duration time = Duration.ofMillis(
                Optional.ofNullable(result.group(2)).map(Long::parseLong).orElse(0L));
        Measurement seen =
                switch (result.group(1)) {
                    case "closed" -> new Measurement.Closed(time);
                    case "open" -> new Measurement.StillOpen(time);
                    default -> new Measurement.Announced();
                };
        return new Measured(fields.text(0), fields.raw(1), Integer.parseInt(result.group(3)), seen);
    }

    private Evidence evidence(Fields fields) throws Malformed {
        EvidenceKind kind;
        try {
            kind = EvidenceKind.valueOf(fields.text(0));
        } catch (IllegalArgumentException e) {
            throw new Malformed(Text.of("it names no kind of evidence"));
        }
        return new Evidence(kind, host, fields.number(1), fields.instant(2), fields.instant(3));
    }

    /** What the script could not obtain. Its words stay escaped: they end in sentences of a report. */
    private void missing(Fields fields) throws Malformed {
        String subject = fields.raw(0);
        if (subject.isBlank() || fields.raw(1).isBlank()) {
            throw new Malformed(Text.of("it does not say what is missing and why"));
        }
        Text remedy;
        if (subject.startsWith("listener on port")) {
            remedy = Text.of("start the service, or correct the port in the target group");
        } else if (subject.startsWith("log ") || subject.startsWith("kernel log")) {
            // No verdict rests on a log: it only adds evidence to what the timers tell.
            unsearched.add(Text.of(
                    "%s was not searched for evidence: %s", Text.recorded(subject), Text.recorded(fields.raw(1))));
            return;
        } else if (subject.startsWith("measurement of")) {
            remedy = Text.of(
                    "see that the target group's health check path answers there, or measure from elsewhere with timeout-chain measure");
        } else {
            remedy = Text.of("make it readable on the host, or declare the setting in timeout-chain.yaml");
        }
        gaps.add(new Gap(Text.of("%s on %s", Text.recorded(subject), host), Text.recorded(fields.raw(1)), remedy));
    }

    private void complain(int number, Text cause) {
        complaints++;
        if (complaints <= MOST_COMPLAINTS) {
            gaps.add(new Gap(
                    Text.of("line %s of the answer of %s", number, host),
                    cause,
                    Text.of("run the audit with the same release as the script on the host")));
        }
    }

    private static boolean yes(String word) throws Malformed {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new Malformed(Text.of("it says neither yes nor no"));
        };
    }

    private static int count(String digits) throws Malformed {
        long number =
                digits.length() > 0 && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                        ? Long.parseLong(digits)
                        : -1;
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new Malformed(Text.of("\"%s\" is no number", shortened(digits)));
        }
        return (int) number;
    }

    private static Instant instant(String digits) throws Malformed {
        long seconds = digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : -1;
        if (seconds < 0 || seconds > END_OF_2099) {
            throw new Malformed(Text.of("\"%s\" is no time", shortened(digits)));
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** Undoes the script's {@code \xHH}; bytes that are no UTF-8 become the replacement character. */
    private static String unescape(String field) throws Malformed {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\') {
                if (!field.startsWith("\\x", i)
                        || i + 3 >= field.length()
                        || Character.digit(field.charAt(i + 2), 16) < 0
                        || Character.digit(field.charAt(i + 3), 16) < 0) {
                    throw new Malformed(Text.of("a backslash in it does not begin \\xHH"));
                }
                bytes.write(Integer.parseInt(field.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** One line, parted at its tabs. */
    private static final class Fields {
        private final String[] parts;

        Fields(String line) {
            parts = line.split("\t", -1);
        }

        String keyword() {
            return parts[0];
        }

        Fields exactly(int fields) throws Malformed {
            if (parts.length - 1 != fields) {
                throw new Malformed(
                        Text.of("\"%s\" has %s fields instead of %s", keyword(), (parts.length - 1), fields));
            }
            return this;
        }

        Fields atLeast(int fields) throws Malformed {
            return parts.length - 1 < fields ? exactly(fields) : this;
        }

        String raw(int field) {
            return parts[field + 1];
        }

        String text(int field) throws Malformed {
            return unescape(raw(field));
        }

        List<String> textsFrom(int field) throws Malformed {
            List<String> texts = new ArrayList<>();
            for (String part : Arrays.copyOfRange(parts, field + 1, parts.length)) {
                texts.add(unescape(part));
            }
            return texts;
        }

        int number(int field) throws Malformed {
            return count(raw(field));
        }

        Instant instant(int field) throws Malformed {
            return HostReportParser.instant(raw(field));
        }

        long pid() throws Malformed {
            return number(0);
        }
    }

    /** A process, as far as it is read. */
    private static final class ProcessFacts {
        private final long pid;
        private final HostProcess.Kind kind;
        private String name = "";
        private @Nullable String executable;
        private @Nullable Instant started;
        private @Nullable String version;
        private @Nullable String unit;
        private @Nullable String directory;
        private boolean inContainer;
        private List<String> argv = List.of();
        private @Nullable String gunicornArguments;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<HostProcess.Part, String> hidden = new EnumMap<>(HostProcess.Part.class);
        private OptionalInt workers = OptionalInt.empty();
        private @Nullable Instant workersSince;
        private OptionalLong workerResident = OptionalLong.empty();
        private OptionalLong workerPeak = OptionalLong.empty();
        private @Nullable NginxFacts nginx;
        private @Nullable GunicornFacts config;

        ProcessFacts(long pid, HostProcess.Kind kind) {
            this.pid = pid;
            this.kind = kind;
        }

        /** Takes a line {@code of PID KEY VALUE…}. */
        void accept(Fields fields) throws Malformed {
            switch (fields.text(1)) {
                case "argv" -> argv = fields.textsFrom(2);
                case "cmdargs" ->
                    gunicornArguments = fields.textsFrom(2).stream()
                            .map(HostReportParser::quoted)
                            .collect(Collectors.joining(" "));
                case "env" -> environment.put(fields.exactly(4).text(2), fields.text(3));
                case "hidden" -> hidden.put(part(fields.exactly(4).text(2)), fields.raw(3));
                case "name" -> name = fields.exactly(3).text(2);
                case "exe" -> executable = nonEmpty(fields);
                case "started" -> started = fields.exactly(3).instant(2);
                case "version" -> version = nonEmpty(fields);
                case "unit" -> unit = nonEmpty(fields);
                case "cwd" -> directory = nonEmpty(fields);
                case "container" -> inContainer = yes(fields.exactly(3).text(2));
                case "workers" -> workers = OptionalInt.of(fields.exactly(3).number(2));
                case "workers-since" -> workersSince = fields.exactly(3).instant(2);
                case "worker-rss-kb" -> workerResident = bytes(fields);
                case "worker-peak-kb" -> workerPeak = bytes(fields);
                default ->
                    throw new Malformed(Text.of("it says something of a process that this release does not know"));
            }
        }

        private static HostProcess.Part part(String word) throws Malformed {
            return switch (word) {
                case "environment" -> HostProcess.Part.ENVIRONMENT;
                case "configuration" -> HostProcess.Part.CONFIGURATION;
                default -> throw new Malformed(Text.of("it names no part of a process that can be hidden"));
            };
        }

        private static @Nullable String nonEmpty(Fields fields) throws Malformed {
            String text = fields.exactly(3).text(2);
            return text.isEmpty() ? null : text;
        }

        private static OptionalLong bytes(Fields fields) throws Malformed {
            return OptionalLong.of(fields.exactly(3).number(2) * 1024L);
        }

        HostProcess toProcess() {
            return new HostProcess(
                    pid,
                    kind,
                    name,
                    Optional.ofNullable(executable),
                    Optional.ofNullable(started),
                    Optional.ofNullable(version),
                    Optional.ofNullable(unit),
                    Optional.ofNullable(directory),
                    inContainer,
                    argv,
                    Optional.ofNullable(gunicornArguments),
                    environment,
                    hidden,
                    workers,
                    Optional.ofNullable(workersSince),
                    workerResident,
                    workerPeak,
                    Optional.ofNullable(nginx).map(NginxFacts::toDump),
                    Optional.ofNullable(config).map(GunicornFacts::toFile));
        }
    }

    private static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }

    private static final class NginxFacts {
        private final StringBuilder text = new StringBuilder();
        private final @Nullable String failure;
        private final List<FileTime> files = new ArrayList<>();

        NginxFacts(@Nullable String failure) {
            this.failure = failure;
        }

        NginxDump toDump() {
            return new NginxDump(text.toString(), Optional.ofNullable(failure), files);
        }
    }

    private static final class GunicornFacts {
        private final FileTime file;
        private final List<NumberedLine> lines = new ArrayList<>();

        GunicornFacts(FileTime file) {
            this.file = file;
        }

        GunicornFile toFile() {
            return new GunicornFile(file, lines);
        }
    }

    /** A line that the script would not have printed; the message says why. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Text why;

        Malformed(Text why) {
            super(why.toString());
            this.why = why;
        }
    }
}
