package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.timeoutchain.rules.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Man page, completion scripts and examples, as the programs that read them see them. */
class PapersTest {

    /** A word on a command line: plain, or with a part in single quotes. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

    @TempDir
    private static Path share = Path.of("");

    @BeforeAll
    static void written() throws IOException {
        Papers.main(new String[] {share.toString()});
    }

    private static CommandLine commands() {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        return TimeoutChain.commandLine(nobody, nobody);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What a program prints, errors included; the test is skipped where it is not installed. */
    private static String printed(String... command) throws IOException, InterruptedException {
        assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    // ---- examples

    static List<CommandSpec> everyCommand() {
        return Vocabulary.everyCommand(commands().getCommandSpec())
                .filter(command -> !command.name().equals("help"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void every_command_has_examples_and_they_mean_something(CommandSpec command) {
        List<String> examples = Vocabulary.examples(command);
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            List<String> words = WORD.matcher(example.replaceFirst(" > \\S+$", ""))
                    .results()
                    .map(word -> word.group().replace("'", ""))
                    .toList();
            CommandLine.ParseResult parsed =
                    commands().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(parsed.hasSubcommand()).as(example).isTrue();
        }
    }

    // ---- the man page

    @Test
    void the_man_page_is_read_without_a_warning() throws Exception {
        Path page = share.resolve("man/man1/timeout-chain.1");
        String shown = printed("groff", "-man", "-ww", "-Tutf8", "-P-c", "-P-b", "-P-u", page.toString());
        assertThat(shown)
                .doesNotContain("warning")
                .contains(
                        "TIMEOUT-CHAIN(1)", "--save-snapshot=FILE", "--measure[=MAX]", "timeout-chain audit --region");
    }

    @Test
    void the_man_page_has_every_command_and_option() throws IOException {
        String page =
                Files.readString(share.resolve("man/man1/timeout-chain.1")).replace("\\-", "-");
        List<CommandSpec> all =
                Vocabulary.everyCommand(commands().getCommandSpec()).skip(1).toList();
        assertThat(all).extracting(Vocabulary::path).contains("audit", "config", "config check", "config show");
        for (CommandSpec command : all) {
            String heading = "\n.SS " + Vocabulary.path(command) + "\n";
            assertThat(page).contains(heading);
            String section =
                    page.substring(page.indexOf(heading) + heading.length()).split("\n\\.S[SH] ", 2)[0];
            Vocabulary.options(command)
                    .forEach(option -> assertThat(section).contains("\\fB" + option.longestName() + "\\fR"));
        }
    }

    // ---- completion

    private static List<String> completedByBash(String line) throws Exception {
        Path script = share.resolve("bash-completion/completions/timeout-chain");
        printed("bash", "-n", script.toString());
        String asked = """
                compopt() { :; } # the real one only works while somebody presses a key
                . "$1"; read -ra COMP_WORDS <<<"$2"
                case $2 in *' ') COMP_WORDS+=('') ;; esac
                COMP_LINE=$2 COMP_POINT=${#2} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                function=$(complete -p timeout-chain | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                "$function"
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return printed("bash", "-c", asked, "bash", script.toString(), line)
                .lines()
                .map(String::strip)
                .toList();
    }

    private static List<String> completedByFish(String line) throws Exception {
        Path script = share.resolve("fish/vendor_completions.d/timeout-chain.fish");
        return printed("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script.toString(), line)
                .lines()
                .map(completed -> completed.replaceFirst("\t.*", ""))
                .toList();
    }

    /** What a zsh of flesh and blood offers, with a terminal that another one feigns for it. */
    private static List<String> completedByZsh(String line) throws Exception {
        Path script = share.resolve("zsh/site-functions/_timeout-chain");
        String asked = """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PROMPT= TERM=dumb; autoload -U compinit && compinit -D -u && source ${(q)1}
                compadd() { local -a hits; builtin compadd -O hits \\"\\$@\\"; print -rl -- \\"=\\"\\$^hits; builtin compadd \\"\\$@\\" }
                zle-line-init() { BUFFER=${(q)2} CURSOR=999; zle complete-word; print -r -- do''ne; exit }
                zle -N zle-line-init"
                zpty -r -m shell seen '*done*'
                print -r -- "$seen"
                """;
        return printed("zsh", "-fc", asked, "zsh", script.toString(), line)
                .lines()
                .filter(offered -> offered.startsWith("="))
                .map(offered -> offered.substring(1).strip())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "timeout-chain de, 'demo,derive'",
        "timeout-chain audit --sna, --snapshot",
        "timeout-chain audit --fail-on me, medium",
        "timeout-chain audit --format sa, sarif",
        "timeout-chain explain callee-, 'callee-closes-first,callee-cuts-upload'",
        "timeout-chain completion f, fish",
        "timeout-chain config s, 'schema,show'",
        "timeout-chain config check --vers, --version",
        "timeout-chain config show d, 'demo,derive,diff'",
    })
    void every_shell_completes_commands_options_and_their_words(String line, String completed) throws Exception {
        assertThat(completedByBash(line)).containsExactlyInAnyOrder(completed.split(","));
        assertThat(completedByFish(line)).containsExactlyInAnyOrder(completed.split(","));
        assertThat(completedByZsh(line)).containsExactlyInAnyOrder(completed.split(","));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout-chain --lang ja config s, 'schema,show'",
        "timeout-chain explain audit --fail, ''",
        "timeout-chain config check audit --fail, ''",
    })
    void fish_and_zsh_know_a_command_from_a_word_that_looks_like_one(String line, String completed) throws Exception {
        List<String> expected =
                Stream.of(completed.split(",")).filter(word -> !word.isEmpty()).toList();
        assertThat(completedByFish(line)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(completedByZsh(line)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bash_completes_every_rule() throws Exception {
        assertThat(completedByBash("timeout-chain explain "))
                .containsAll(Rules.all().stream().map(rule -> rule.card().id()).toList());
    }

    @Test
    void zsh_understands_the_script_and_has_the_words_in_it() throws Exception {
        Path script = share.resolve("zsh/site-functions/_timeout-chain");
        String text = Files.readString(script);
        assertThat(text)
                .startsWith("#compdef timeout-chain\n")
                .contains("(high medium low info never)", "(bash zsh fish)");
        printed("zsh", "-n", script.toString());
        String registered = printed(
                "zsh",
                "-fc",
                "autoload -U compinit && compinit -D -u && source $1 && print $_comps[timeout-chain]",
                "zsh",
                script.toString());
        assertThat(registered.strip()).isEqualTo("_timeout-chain");
    }

    @Test
    void a_script_is_printed_on_demand() {
        java.io.StringWriter out = new java.io.StringWriter();
        CommandLine printing =
                TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(Writer.nullWriter()));
        assertThat(printing.execute("completion", "fish")).isZero();
        assertThat(out.toString().lines()).contains("complete -c timeout-chain -f");
    }
}
