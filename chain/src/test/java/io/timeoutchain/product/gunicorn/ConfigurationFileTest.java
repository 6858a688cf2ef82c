package io.timeoutchain.product.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.gunicorn.GunicornProcess.Configuration;
import io.timeoutchain.product.gunicorn.GunicornProcess.Line;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout = 30 | 30",
                "timeout=30 # was 60 | 30",
                "timeout = 1_800 | 1800",
                "timeout = 0x1E | 30",
                "timeout = 0o36 | 30",
                "timeout = 0b11110 | 30",
                "timeout = 00 | 0",
                "timeout = 2 * 30 | 60",
                "timeout = 60*60*2 | 7200",
                "timeout: int = 30 | 30",
                "timeout = keepalive = 30 | 30",
                "keepalive = timeout = 30 | 30",
                "keepalive = 5; timeout = 30 | 30",
                "timeout = 30; keepalive = 5 | 30",
                "timeout = '30' | 30",
                "timeout = \"0x1e\" | 30",
                "timeout = u' 30 ' | 30"
            })
    void a_literal_is_read(String source, long seconds) {
        assertThat(number(source)).contains(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout = 30.0",
                "timeout = None",
                "timeout = 2 + 28",
                "timeout = 60 * minutes",
                "timeout = (30)",
                "timeout = -30",
                "timeout = 030",
                "timeout = 30 if DEBUG else 60",
                "timeout = int('30')",
                "timeout = os.environ.get('T', 30)",
                "timeout = 'a' 'b'",
                "timeout = '3\\x30'",
                "timeout = f'{30}'",
                "timeout = '''30'''",
                "timeout = '@redacted'",
                "timeout, keepalive = 30, 5",
                "(timeout, keepalive) = 30, 5",
                "[timeout] = [30]",
                "timeout += 30",
                "timeout <<= 1",
                "(timeout := 30)",
                "from base import timeout",
                "from base import (other,\n  timeout)",
                "from base import other as timeout",
                "import timeout",
                "from base import *",
                "exec(open('base.py').read())",
                "globals()['timeout'] = 30",
                "globals().update(timeout=30)",
                "setattr(sys.modules[__name__], 'timeout', 30)",
                "for timeout in (30, 60): pass",
                "with open('t') as timeout: pass",
                "def timeout(): pass",
                "class timeout: pass",
                "if DEBUG:\n    timeout = 30",
                "if DEBUG: timeout = 30",
                "try:\n    timeout = 30\nexcept Exception:\n    pass",
                "def set():\n    global timeout\n    timeout = 30\nset()",
                "timeout = [\n  30,\n]"
            })
    void what_is_no_unconditional_literal_is_a_gap(String source) {
        assertThat(timeout(source))
                .hasValueSatisfying(reading -> assertThat(reading.missing()).hasValueSatisfying(gap -> {
                    assertThat(gap.subject().toString()).isEqualTo("timeout of gunicorn");
                    assertThat(gap.cause().toString()).startsWith(Processes.FILE + ":");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# timeout = 30",
                "Timeout = 30",
                "timeouts = 30",
                "my_timeout = 30",
                "bind = 'timeout = 30'",
                "'''\ntimeout = 30\n'''",
                "x = \"\"\"\ntimeout = 30\n\"\"\"",
                "server.timeout = 30",
                "options['timeout'] = 30",
                "options = dict(\n    timeout=30,\n)",
                "options = {\n'timeout': 30}",
                "print(timeout)",
                "graceful_timeout = timeout",
                "if timeout == 30: pass",
                "if timeout <= 30: pass",
                "def post_fork(server, worker):\n    timeout = 30\n    if timeout:\n        timeout = 60",
                "async def hook(): \n    timeout = 30",
                "class Log:\n    timeout = 30",
                "import gunicorn.timeout",
                "x = [worker for worker in timeout]"
            })
    void what_does_not_set_it_is_passed_over(String source) {
        assertThat(timeout(source)).isEmpty();
    }

    @Test
    void the_last_assignment_wins() {
        assertThat(timeout("timeout = 30\nworkers = 2\ntimeout = 60"))
                .contains(Reading.stated(new Value.Whole(BigInteger.valueOf(60)), Source.line(Processes.FILE, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout = compute()", "if DEBUG:\n    timeout = 60", "from base import *", "del timeout"})
    void a_later_statement_that_cannot_be_told_makes_it_a_gap(String later) {
        assertThat(timeout("timeout = 30\n" + later))
                .hasValueSatisfying(reading -> assertThat(reading.missing()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout = compute()", "if DEBUG:\n    timeout = 60", "from base import *"})
    void a_later_literal_heals_what_could_not_be_told(String earlier) {
        assertThat(number(earlier + "\ntimeout = 30")).contains(30L);
    }

    @Test
    void the_line_of_a_statement_is_the_one_it_begins_in() {
        assertThat(timeout("\n\ntimeout = \\\n  30")).hasValueSatisfying(reading -> assertThat(reading)
                .isEqualTo(Reading.stated(new Value.Whole(BigInteger.valueOf(30)), Source.line(Processes.FILE, 3))));
    }

    @Test
    void a_function_that_ended_no_longer_hides_an_assignment() {
        assertThat(number("def hook(server):\n    timeout = 1\n\ntimeout = 30")).contains(30L);
    }

    @Test
    void lines_may_be_left_out_between_statements() {
        assertThat(read(List.of(new Line(4, "timeout = 30"), new Line(90, "keepalive = 5"))))
                .contains(Reading.stated(new Value.Whole(BigInteger.valueOf(30)), Source.line(Processes.FILE, 4)));
    }

    @Test
    void lines_left_out_in_the_middle_of_a_statement_make_it_a_gap() {
        assertThat(read(List.of(new Line(4, "timeout = 30 \\"), new Line(6, "keepalive = 5"))))
                .hasValueSatisfying(reading -> assertThat(reading.missing())
                        .map(gap -> gap.cause().toString())
                        .contains(Processes.FILE + ":4 is not complete"));
    }

    @Test
    void an_indented_line_without_its_block_is_taken_for_conditional() {
        assertThat(read(List.of(new Line(4, "    timeout = 30"))))
                .hasValueSatisfying(reading -> assertThat(reading.missing())
                        .map(gap -> gap.cause().toString())
                        .contains(Processes.FILE + ":4 sets it under a condition"));
    }

    @Test
    void a_gap_does_not_repeat_what_the_file_says() {
        assertThat(timeout("timeout = connect('secret')"))
                .hasValueSatisfying(reading ->
                        assertThat(reading.missing().orElseThrow().toString()).doesNotContain("secret"));
    }

    @Test
    void broken_python_is_survived() {
        assertThat(number("x = 'open\n)]}\n\ud800\ntimeout = 30")).contains(30L);
        assertThat(timeout("x = (\ntimeout = 30"))
                .satisfiesAnyOf(
                        reading -> assertThat(reading).isEmpty(),
                        reading -> assertThat(reading.orElseThrow().missing()).isPresent());
    }

    private static Optional<Long> number(String source) {
        return timeout(source).flatMap(Reading::known).flatMap(Value::asNumber);
    }

    private static Optional<Reading<Value>> timeout(String source) {
        return ConfigurationFile.read("gunicorn", Processes.text(source)).of(Option.TIMEOUT);
    }

    private static Optional<Reading<Value>> read(List<Line> lines) {
        return ConfigurationFile.read("gunicorn", new Configuration.Text(Processes.FILE, lines, false))
                .of(Option.TIMEOUT);
    }
}
