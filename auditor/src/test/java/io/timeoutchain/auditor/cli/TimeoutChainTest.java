package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.rules.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TimeoutChainTest {

    /** A stack trace, or the name of an exception: what nobody who uses a program should have to read. */
    private static final Pattern INNARDS = Pattern.compile("\\tat |Exception|\\bjava\\.|null");

    @TempDir
    private Path folder = Path.of("");

    /** What came of a command. */
    private record Ran(int code, String out, String err) {}

    private static Ran run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private Path saved(Account account) throws IOException {
        return saved(new SnapshotCodec().encode(account.snapshot()));
    }

    private Path saved(String snapshot) throws IOException {
        return Files.writeString(folder.resolve("snapshot.json"), snapshot);
    }

    private Path configured(String text) throws IOException {
        return Files.writeString(folder.resolve("chain.yaml"), text);
    }

    private static Account clean() {
        return Account.shop(60, 80, HostText.sound().text());
    }

    /** nginx's keep-alive of 30 s behind the ALB's 60 s: high. */
    private static Account high() {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 30s"));
    }

    /** A margin of 3 s where 5 s are wanted: low. */
    private static Account low() {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 63s"));
    }

    private static Account undecided() {
        return Account.shop(60, 80, "");
    }

    private static void isRefused(Ran ran, int code, String sentence) {
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains(sentence).doesNotContainPattern(INNARDS);
        assertThat(ran.err()).startsWith("timeout-chain: ");
    }

    // ---- exit codes

    @Test
    void a_clean_chain_is_0() throws IOException {
        Ran ran = run("audit", "--snapshot", saved(clean()));
        assertThat(ran.code()).isEqualTo(0);
        assertThat(ran.out()).contains("No timer is known to be out of order.").contains("0 could not be told");
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "high, high, 1",
        "high, medium, 1",
        "high, low, 1",
        "high, info, 1",
        "high, never, 0",
        "low, high, 0",
        "low, medium, 0",
        "low, low, 1",
        "low, info, 1",
        "low, never, 0",
    })
    void fail_on_says_which_findings_count(String worst, String failOn, int code) throws IOException {
        Path snapshot = saved(worst.equals("high") ? high() : low());
        assertThat(run("audit", "--snapshot", snapshot, "--fail-on", failOn).code())
                .isEqualTo(code);
    }

    @Test
    void a_finding_of_medium_severity_fails_unless_told_otherwise() throws IOException {
        assertThat(run("audit", "--snapshot", saved(high())).code()).isEqualTo(1);
        assertThat(run("audit", "--snapshot", saved(low())).code()).isEqualTo(0);
        Path configuration = configured("severities: { callee-closes-first: medium }\n");
        assertThat(run("audit", "--snapshot", saved(high()), "--config", configuration)
                        .code())
                .isEqualTo(1);
        configured("severities: { callee-closes-first: info }\n");
        assertThat(run("audit", "--snapshot", saved(high()), "--config", configuration)
                        .code())
                .isEqualTo(0);
    }

    @Test
    void what_could_not_be_told_is_3_unless_it_is_allowed() throws IOException {
        Path snapshot = saved(undecided());
        assertThat(run("audit", "--snapshot", snapshot).code()).isEqualTo(3);
        assertThat(run("audit", "--snapshot", snapshot, "--fail-on", "never").code())
                .isEqualTo(3);
        assertThat(run("audit", "--snapshot", snapshot, "--allow-undecided").code())
                .isEqualTo(0);
    }

    @Test
    void findings_outrank_what_could_not_be_told() throws IOException {
        Account both = high().with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80)))
                .with(Account.instance("i-2", "m7i.large"));
        assertThat(run("audit", "--snapshot", saved(both)).code()).isEqualTo(1);
        assertThat(run("audit", "--snapshot", saved(both), "--fail-on", "never").code())
                .isEqualTo(3);
    }

    @Test
    void no_load_balancer_in_scope_is_4() throws IOException {
        Ran ran = run("audit", "--snapshot", saved(new Account()));
        isRefused(ran, 4, "no load balancer is in scope");
        assertThat(ran.out()).contains("Nothing was judged");
    }

    @Test
    void a_fault_of_the_program_is_70_and_a_sentence() throws IOException {
        CommandLine broken =
                TimeoutChain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        StringWriter err = new StringWriter();
        broken.addSubcommand("break", new Breaks());
        broken.setErr(new PrintWriter(err, true));
        assertThat(broken.execute("break")).isEqualTo(70);
        assertThat(err.toString())
                .startsWith("timeout-chain: a fault of this program: java.lang.IllegalStateException: oh\\x1b[31m no")
                .contains("Please report it.")
                .doesNotContain("\tat ");
    }

    @CommandLine.Command(name = "break")
    private static final class Breaks implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("oh\u001b[31m no");
        }
    }

    // ---- files

    @Test
    void the_report_goes_to_a_file_and_nothing_to_the_screen() throws IOException {
        Path output = folder.resolve("report.json");
        Ran ran = run("audit", "--snapshot", saved(high()), "--format", "json", "--output", output);
        assertThat(ran).isEqualTo(new Ran(1, "", ""));
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(output))
                        .get("schema")
                        .asText())
                .isEqualTo("report/1");
        Ran again = run("audit", "--snapshot", saved(high()), "--format", "json");
        assertThat(again.out()).isEqualTo(Files.readString(output));
    }

    @Test
    void several_reports_are_written_at_once() throws IOException {
        Path snapshot = saved(high());
        Path sarif = folder.resolve("out.sarif");
        Path text = folder.resolve("out.txt");
        Ran quiet = run("audit", "--snapshot", snapshot, "--output", "sarif=" + sarif, "--output", text);
        assertThat(quiet).isEqualTo(new Ran(1, "", ""));
        assertThat(sarif).content().contains("\"version\" : \"2.1.0\"", "\"exitCode\" : 1");
        assertThat(text).content().contains("HIGH");

        Ran both = run("audit", "--snapshot", snapshot, "--format", "csv", "--output", "sarif=" + sarif);
        assertThat(both.out()).startsWith("\"verdict\",");
        Ran demo = run("demo", "--output", "junit=" + folder.resolve("junit.xml"));
        assertThat(demo).isEqualTo(new Ran(0, "", ""));
        assertThat(folder.resolve("junit.xml")).content().contains("<testsuites ");
    }

    @Test
    void reports_do_not_write_over_each_other() throws IOException {
        Path snapshot = saved(clean());
        Path file = folder.resolve("out");
        isRefused(
                run("audit", "--snapshot", snapshot, "--output", "sarif=" + file, "--output", "json=" + file),
                2,
                file + " is named twice");
        isRefused(
                run("audit", "--snapshot", snapshot, "--output", file, "--output", file + "2"),
                2,
                "two files are named for one format");
        isRefused(
                run("audit", "--snapshot", snapshot, "--output", "sariff=" + file),
                2,
                "there is no format \"sariff\" (did you mean \"sarif\"?); write ./sariff=");
        isRefused(run("audit", "--snapshot", snapshot, "--output", "sarif="), 2, "no file is named");
        assertThat(file).doesNotExist();
    }

    @Test
    void the_help_lists_the_formats() {
        assertThat(run("audit", "--help").out()).contains(ReportFormat.ids()).contains("[FORMAT=]FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output", "--save-snapshot"})
    void a_file_that_cannot_be_written_is_refused_before_anything_is_read(String option) throws IOException {
        Path nowhere = folder.resolve("gone/report.txt");
        isRefused(
                run("audit", "--snapshot", folder.resolve("missing.json"), option, nowhere),
                2,
                nowhere + " cannot be written: the folder " + nowhere.getParent() + " does not exist. Name a file");
        isRefused(
                run("audit", "--snapshot", saved(clean()), option, folder),
                2,
                folder + " cannot be written: it is a folder.");
    }

    @Test
    void a_snapshot_that_was_saved_gives_the_same_report() throws IOException {
        Path copy = folder.resolve("copy.json");
        Path snapshot = saved(high());
        Ran first = run("audit", "--snapshot", snapshot, "--save-snapshot", copy);
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(snapshot));
        assertThat(run("audit", "--snapshot", copy)).isEqualTo(first);
    }

    @Test
    void an_answer_that_is_no_text_can_be_saved_all_the_same() throws IOException {
        Path copy = folder.resolve("copy.json");
        Snapshot odd = Account.shop(60, 80, "x").snapshot();
        Path snapshot =
                saved(new SnapshotCodec().encode(odd).replace("\"output\" : \"x\"", "\"output\" : \"\\ud800\""));
        assertThat(run("audit", "--snapshot", snapshot, "--save-snapshot", copy).code())
                .isEqualTo(3);
        assertThat(copy).isNotEmptyFile();
    }

    @Test
    void a_damaged_snapshot_is_told_with_its_place() throws IOException {
        String sound = new SnapshotCodec().encode(clean().snapshot());
        isRefused(
                run("audit", "--snapshot", saved(sound.replace("\"port\" : 443", "\"port\" : \"x\""))),
                2,
                "snapshot.json: The snapshot is damaged at $.regions[0].loadBalancers[0].listeners[0].port: expected a whole number.");
        isRefused(
                run("audit", "--snapshot", saved(sound.substring(0, 300))),
                2,
                "snapshot.json: The snapshot is not valid JSON (line ");
        isRefused(run("audit", "--snapshot", saved("{}")), 2, "This is not a snapshot");
        isRefused(run("audit", "--snapshot", saved("")), 2, "This is not a snapshot");
        isRefused(
                run("audit", "--snapshot", saved(sound.replace("\"account\"", "\"\\u001b[2J\" : 1, \"account\""))),
                2,
                "the key \"\\x1b[2J\" is not known");
        isRefused(
                run("audit", "--snapshot", folder.resolve("none.json")), 2, "cannot be read: no such file or folder.");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        isRefused(run("audit", "--snapshot", binary), 2, "cannot be read: it is not UTF-8 text.");
        isRefused(run("audit", "--snapshot", folder), 2, "cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource({"--region,eu-central-1", "--load-balancer,shop", "--tag,a=b", "--endpoint-url,http://localhost:1"})
    void what_to_collect_cannot_be_said_of_a_snapshot(String option, String value) throws IOException {
        isRefused(
                run("audit", "--snapshot", saved(clean()), option, value),
                2,
                "--snapshot judges all that was saved, without any call");
    }

    @Test
    void a_configuration_that_cannot_be_used_is_told_with_line_and_column() throws IOException {
        Path configuration = configured("margin: 5s\nmargns: {}\nseverities: [\n");
        isRefused(
                run("audit", "--snapshot", saved(clean()), "--config", configuration),
                2,
                "timeout-chain: the configuration cannot be used:\n  " + configuration + ":4:1: not valid YAML: ");
        configured("margn: 5s\nseverities: { silnt-drop: low }\n");
        isRefused(
                run("audit", "--snapshot", saved(clean()), "--config", configuration),
                2,
                "  " + configuration + ":1:1: the configuration has no key \"margn\" (did you mean \"margin\"?)\n  "
                        + configuration
                        + ":2:15: severities has no key \"silnt-drop\" (did you mean \"silent-drop\"?)\n");
        isRefused(
                run("audit", "--snapshot", saved(clean()), "--config", folder.resolve("none.yaml")),
                2,
                "none.yaml cannot be read: no such file or folder.");
    }

    @Test
    void a_declared_party_is_judged() throws IOException {
        Path configuration =
                configured("declare: [{client: {keep-alive: 60, response-timeout: 90, connect-timeout: 5}}]\n");
        Ran ran = run("audit", "--snapshot", saved(clean()), "--config", configuration);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("client → alb").contains(configuration + ":1");
    }

    // ---- usage

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "audit --fail-on awful|--fail-on has no \"awful\"",
                "audit --fail-on hihg|(did you mean \"high\"?)",
                "audit --format yodel|there is no format \"yodel\"; there are: text, json, html, sarif, junit, markdown, csv, ocsf, asff",
                "audit --regoin|Unknown option: '--regoin'",
                "audit --api-share 0|--api-share is a percentage from 1 to 100, not 0.",
                "audit --api-share x|'x' is not an int",
                "audit --region a --all-regions|--region and --all-regions exclude each other",
                "audit --endpoint-url localhost|--endpoint-url is a URL with a host, such as http://localhost:4566",
                "audit --tag x|--tag",
                "audti|Unmatched argument at index 0: 'audti'",
                "explain|Missing required parameter: 'RULE'",
                "explain silnt-drop|there is no rule \"silnt-drop\" (did you mean \"silent-drop\"?)",
                "explain ../secret|there is no rule \"../secret\"",
                "``|Name a command, such as demo or audit.",
            })
    void what_was_not_meant_is_2_with_a_sentence(String arguments, String sentence) {
        isRefused(
                run((Object[]) Arrays.stream(arguments.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new)),
                2,
                sentence);
    }

    @Test
    void a_region_that_does_not_exist_is_2_without_any_call() {
        Ran ran = run("audit", "--region", "eu-cental-1");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("eu-cental-1").contains("eu-central-1").doesNotContainPattern(INNARDS);
    }

    @ParameterizedTest
    @CsvSource({"en, No AWS credentials were found", "ja, AWS の認証情報が見つかりません"})
    void without_credentials_nothing_can_be_audited(String language, String sentence) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "audit",
                "--region",
                "eu-central-1",
                "--lang",
                language);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("HOME", folder.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
        builder.directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(4);
        assertThat(said).contains(sentence).doesNotContainPattern(INNARDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "audit --help", "help audit"})
    void the_help_of_what_audits_lists_the_exit_codes(String arguments) {
        Ran ran = run((Object[]) arguments.split(" ", -1));
        assertThat(ran.code()).isEqualTo(0);
        assertThat(ran.out()).contains("Exit codes:");
        for (int code : List.of(0, 1, 2, 3, 4, 70)) {
            assertThat(ran.out()).containsPattern("(?m)^ +" + code + " +\\w");
        }
    }

    @Test
    void every_command_explains_itself() {
        List<String> names = new ArrayList<>(
                TimeoutChain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                        .getSubcommands()
                        .keySet());
        assertThat(names).contains("demo", "audit", "rules", "explain", "policy");
        assertThat(names).allSatisfy(name -> {
            Ran ran = run(name, "--help");
            assertThat(ran.code()).isEqualTo(0);
            assertThat(ran.out()).contains("Usage: timeout-chain " + name);
        });
        assertThat(run("--version").out()).startsWith("timeout-chain ");
    }

    // ---- what is printed

    @Test
    void rules_lists_every_rule_with_severity_and_title() {
        Ran ran = run("rules");
        assertThat(ran.code()).isEqualTo(0);
        assertThat(ran.out().lines()).hasSize(Rules.all().size());
        assertThat(Rules.all()).allSatisfy(rule -> assertThat(ran.out())
                .containsPattern("(?m)^" + rule.card().severity().id() + " +"
                        + rule.card().id() + " +"
                        + Pattern.quote(rule.card().title().toString()) + "$"));
    }

    @Test
    void every_rule_has_a_page_to_print() {
        assertThat(Rules.all()).allSatisfy(rule -> {
            Ran ran = run("explain", rule.card().id());
            assertThat(ran.code()).isEqualTo(0);
            assertThat(ran.out()).contains(rule.card().id());
        });
    }

    @Test
    void the_policy_is_json_and_follows_the_options() throws IOException {
        Ran all = run("policy");
        assertThat(all.code()).isEqualTo(0);
        assertThat(new ObjectMapper().readTree(all.out()).get("Version").asText())
                .isEqualTo("2012-10-17");
        assertThat(all.out()).contains("ssm:SendCommand");
        assertThat(run("policy", "--no-hosts").out()).doesNotContain("ssm:SendCommand");
    }
}
