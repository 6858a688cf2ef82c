package io.timeoutchain.product.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.gunicorn.GunicornProcess.Configuration;
import io.timeoutchain.product.gunicorn.GunicornProcess.Environment;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GunicornReaderTest {

    private static final Reading<Bound> NO_TIMER = Reading.unread(new Gap("nothing", "no such timer", "none"));

    @Nested
    class Defaults {

        @Test
        void sync_workers_answer_within_thirty_seconds_and_announce_every_close() {
            Party gunicorn = GunicornReader.read(Processes.with());

            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT)).isEqualTo(defaulted(30, "timeout"));
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT)).isEqualTo(defaulted(30, "graceful-timeout"));
            assertThat(gunicorn.timers(Role.KEEP_ALIVE)).isEmpty();
            assertThat(gunicorn.surely(Trait.ANNOUNCES_CLOSE)).isTrue();
            assertThat(gunicorn.surely(Trait.ONE_REQUEST_PER_WORKER)).isTrue();
            assertThat(known(gunicorn, Quantity.WORKERS)).contains(1L);
            assertThat(gunicorn.gaps()).isEmpty();
            assertThat(gunicorn.version()).isEqualTo("23.0.0");
        }

        @Test
        void an_idle_connection_of_a_threaded_worker_is_kept_for_two_seconds() {
            assertThat(timer(GunicornReader.read(Processes.with("-k", "gthread")), GunicornSettings.KEEP_ALIVE))
                    .isEqualTo(defaulted(2, "keepalive"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"19.9.0", "20.1.0", "21.2.0", "22.0.0", "26.2.0", "27.0.0"})
        void they_are_the_same_in_every_release(String version) {
            Party gunicorn = GunicornReader.read(
                    Processes.version(Optional.of(version), Processes.with("--worker-class=gthread")));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).known()).contains(Bound.ofSeconds(2));
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).known())
                    .contains(Bound.ofSeconds(30));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "unknown", "18.0", "23"})
        void an_unknown_version_has_no_defaults(String version) {
            Party gunicorn = GunicornReader.read(
                    Processes.version(Optional.of(version), Processes.with("--timeout", "9", "-k", "sync")));

            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).missing())
                    .isPresent();
            assertThat(gunicorn.quantities().get(Quantity.WORKERS)).isInstanceOf(Reading.Unread.class);
        }

        @Test
        void without_a_version_what_is_stated_is_known_and_the_rest_is_not() {
            Party gunicorn = GunicornReader.read(Processes.version(
                    Optional.empty(), Processes.with("--timeout", "9", "-k", "gthread", "--keep-alive", "70")));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).known()).contains(Bound.ofSeconds(70));
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
            assertThat(gunicorn.gaps())
                    .extracting(gap -> gap.subject().toString())
                    .containsExactlyInAnyOrder(
                            "graceful_timeout of gunicorn (pid 812)", "workers of gunicorn (pid 812)");
        }

        private static Reading<Bound> defaulted(long seconds, String anchor) {
            return Reading.defaulted(
                    Bound.ofSeconds(seconds),
                    new Source("default of gunicorn 23.0 (https://docs.gunicorn.org/en/stable/settings.html#" + anchor
                            + ")"));
        }
    }

    @Nested
    class Precedence {

        @Test
        void the_command_line_overrules_gunicorn_cmd_args() {
            assertThat(timeout(Processes.commandArguments("--timeout 7", Processes.with("--timeout", "9"))))
                    .isEqualTo(Reading.stated(Bound.ofSeconds(9), new Source("argv of gunicorn (pid 812)")));
        }

        @Test
        void gunicorn_cmd_args_overrule_the_file() {
            assertThat(timeout(
                            Processes.commandArguments("--timeout 7", Processes.file("timeout = 5", Processes.with()))))
                    .isEqualTo(
                            Reading.stated(Bound.ofSeconds(7), new Source("GUNICORN_CMD_ARGS of gunicorn (pid 812)")));
        }

        @Test
        void the_file_overrules_the_default() {
            assertThat(timeout(Processes.file("import os\ntimeout = 5", Processes.with())))
                    .isEqualTo(Reading.stated(Bound.ofSeconds(5), new Source(Processes.FILE + ":2")));
        }

        @Test
        void the_file_overrules_web_concurrency_which_overrules_the_default() {
            GunicornProcess bare = Processes.webConcurrency("3", Processes.with());

            assertThat(workers(bare))
                    .isEqualTo(Reading.stated(3L, new Source("WEB_CONCURRENCY of gunicorn (pid 812)")));
            assertThat(workers(Processes.file("workers = 4", bare)).known()).contains(4L);
        }

        @Test
        void the_workers_that_run_count_more_than_those_that_were_asked_for() {
            assertThat(workers(Processes.running(5, Processes.with("-w", "3"))))
                    .isEqualTo(Reading.stated(5L, new Source("worker processes of gunicorn (pid 812)")));
            assertThat(workers(Processes.running(0, Processes.with("-w", "3"))).known())
                    .contains(3L);
        }

        @Test
        void a_later_level_that_cannot_be_read_does_not_matter_where_an_earlier_one_decides() {
            GunicornProcess process = Processes.configured(
                    new Configuration.Hidden("permission denied"), Processes.with("--timeout", "9"));

            assertThat(timeout(process).known()).isEmpty();
            assertThat(timeout(Processes.configured(
                                    new Configuration.Hidden("permission denied"),
                                    Processes.with("--timeout", "9", "-k", "sync", "--threads", "1")))
                            .known())
                    .contains(Bound.ofSeconds(9));
        }

        @Test
        void an_unread_level_hides_all_below_it() {
            Party gunicorn = GunicornReader.read(
                    Processes.in(new Environment.Hidden("permission denied"), Processes.with("-k", "gthread")));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("permission denied"));
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
        }

        @Test
        void a_paste_file_may_say_what_nothing_above_it_says() {
            GunicornProcess process = Processes.file("graceful_timeout = 5", Processes.with("--paste", "app.ini"));
            Party gunicorn = GunicornReader.read(process);

            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).known())
                    .contains(Bound.ofSeconds(5));
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("Paste"));
        }
    }

    @Nested
    class CommandLine {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "--timeout 9",
                    "--timeout=9",
                    "--time 9",
                    "--ti=9",
                    "-t 9",
                    "-t9",
                    "-t=9",
                    "-Dt9",
                    "-DRt 9",
                    "-t +9",
                    "-t 0_9",
                    "-t 009",
                    "--timeout 5 -t 9",
                    "--timeout 9 --name timeout",
                    "-n --timeout=9",
                    "-b @redacted -t 9",
                    "@redacted @redacted -t 9",
                    "--keepalive 3 -t 9"
                })
        void a_timeout_is_read_however_it_is_written(String options) {
            assertThat(timeout(Processes.with(options.split(" "))).known()).contains(Bound.ofSeconds(9));
        }

        @ParameterizedTest
        @ValueSource(strings = {"--keep-alive 9", "--keep 9", "--keep=9"})
        void keep_alive_may_be_abbreviated(String options) {
            assertThat(keepAlive(Processes.with(("-k gthread " + options).split(" ")))
                            .known())
                    .contains(Bound.ofSeconds(9));
        }

        @Test
        void keepalive_without_a_hyphen_is_no_option_of_gunicorn() {
            assertThat(keepAlive(Processes.with("-k", "gthread", "--keepalive", "9"))
                            .known())
                    .contains(Bound.ofSeconds(2));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "--t 9",
                    "--t=9",
                    "-t 1.5",
                    "-t 1m",
                    "-t 0x9",
                    "-t -9",
                    "-t @redacted",
                    "--timeout=",
                    "-t 99999999999"
                })
        void what_is_ambiguous_or_no_number_is_a_gap(String options) {
            Reading<Bound> reading = timeout(Processes.with((options + " -k sync --threads 1").split(" ")));

            assertThat(reading.missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.subject().toString()).isEqualTo("timeout of gunicorn (pid 812)"));
        }

        @Test
        void an_option_that_ends_the_line_has_no_value() {
            assertThat(timeout(Processes.argv("gunicorn", "app:app", "-t")).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("has no value"));
        }

        @Test
        void what_follows_two_hyphens_is_no_option() {
            assertThat(timeout(Processes.argv("gunicorn", "-t", "9", "--", "-t", "8"))
                            .known())
                    .contains(Bound.ofSeconds(9));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "gunicorn -t 9 app:app",
                    "/venv/bin/gunicorn app:app -t 9",
                    "python -m gunicorn -t 9 app:app",
                    "/usr/bin/python3.11 -u -mgunicorn -t 9 app:app",
                    "python3 -t 4 /usr/bin/gunicorn3 -t 9 app:app",
                    "pypy3 /bin/gunicorn -t 9 app:app"
                })
        void gunicorn_is_found_behind_its_interpreter(String argv) {
            assertThat(timeout(Processes.argv(argv.split(" "))).known()).contains(Bound.ofSeconds(9));
        }

        @Test
        void setproctitle_hides_every_option() {
            Party gunicorn = GunicornReader.read(
                    Processes.running(3, Processes.file("timeout = 5", Processes.argv("gunicorn: master [app]"))));

            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("setproctitle"));
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).missing())
                    .isPresent();
            assertThat(gunicorn.missing(Trait.ANNOUNCES_CLOSE, Trait.ONE_REQUEST_PER_WORKER))
                    .hasSize(1);
            assertThat(known(gunicorn, Quantity.WORKERS)).contains(3L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"python serve.py", "/usr/local/bin/serve -t 9", "uwsgi gunicorn"})
        void a_program_that_embeds_gunicorn_tells_nothing(String argv) {
            assertThat(timeout(Processes.argv(argv.split(" "))).missing()).isPresent();
        }

        @Test
        void no_command_line_at_all_tells_nothing() {
            assertThat(timeout(Processes.argv()).missing()).isPresent();
        }

        @Test
        void gunicorn_cmd_args_are_split_like_a_shell_does() {
            assertThat(timeout(Processes.commandArguments("--name 'my app' -t \"9\"", Processes.with()))
                            .known())
                    .contains(Bound.ofSeconds(9));
        }

        @Test
        void gunicorn_cmd_args_with_an_open_quote_are_a_gap() {
            assertThat(timeout(Processes.commandArguments("-t '9", Processes.with()))
                            .missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("open quote"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"three", "", "1.5"})
        void a_malformed_web_concurrency_is_a_gap(String text) {
            assertThat(workers(Processes.webConcurrency(text, Processes.with())).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("WEB_CONCURRENCY"));
        }
    }

    @Nested
    class Files {

        @Test
        void a_file_that_the_arguments_name_and_that_was_not_read_is_a_gap() {
            assertThat(timeout(Processes.with("-c", "/etc/gunicorn.py")).missing())
                    .isPresent();
            assertThat(timeout(Processes.commandArguments("-c python:conf", Processes.with()))
                            .missing())
                    .isPresent();
        }

        @Test
        void a_file_that_was_edited_since_it_was_read_tells_no_longer_what_is_in_force() {
            GunicornProcess edited = Processes.configured(
                    new Configuration.Text(
                            Processes.FILE, Processes.text("timeout = 5").lines(), true),
                    Processes.with("--graceful-timeout", "9"));
            Party gunicorn = GunicornReader.read(edited);

            assertThat(gunicorn.surely(Trait.EDITED_SINCE_READ)).isTrue();
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).contains("reload pending"));
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).known())
                    .contains(Bound.ofSeconds(9));
        }

        @Test
        void a_file_that_was_not_edited_is_known_not_to_be() {
            assertThat(GunicornReader.read(Processes.file("", Processes.with())).surelyNot(Trait.EDITED_SINCE_READ))
                    .isTrue();
        }

        @Test
        void a_value_that_is_computed_is_a_gap_with_its_line() {
            assertThat(timeout(Processes.file("import os\ntimeout = int(os.environ['T'])", Processes.with()))
                            .missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).isEqualTo(Processes.FILE + ":2 computes it"));
        }

        @Test
        void a_word_is_no_number_and_a_number_no_worker_class() {
            assertThat(timeout(Processes.file("timeout = 'long'", Processes.with()))
                            .missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.cause().toString()).startsWith(Processes.FILE + ":1 "));
            assertThat(GunicornReader.read(Processes.file("worker_class = 1", Processes.with()))
                            .missing(Trait.ANNOUNCES_CLOSE))
                    .extracting(gap -> gap.cause().toString())
                    .containsExactly(Processes.FILE + ":1 gives worker_class what is not a worker class");
        }

        @Test
        void what_the_settings_write_is_read_back_equal() {
            String written =
                    GunicornSettings.TIMEOUT
                                    .writtenAs(Duration.ofSeconds(41), Whereabouts.VARIABLES)
                                    .orElseThrow() + "\n"
                            + GunicornSettings.GRACEFUL_TIMEOUT
                                    .writtenAs(Duration.ofSeconds(42), Whereabouts.VARIABLES)
                                    .orElseThrow()
                            + "\n"
                            + GunicornSettings.KEEP_ALIVE
                                    .writtenAs(Duration.ofSeconds(43), Whereabouts.VARIABLES)
                                    .orElseThrow();
            Party gunicorn = GunicornReader.read(Processes.file(written, Processes.with()));

            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.ofSeconds(41));
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).known())
                    .contains(Bound.ofSeconds(42));
            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).known()).contains(Bound.ofSeconds(43));
        }
    }

    @Nested
    class WorkerClasses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "gthread",
                    "gunicorn.workers.gthread.ThreadWorker",
                    "egg:gunicorn#gthread",
                    "gevent",
                    "gunicorn.workers.ggevent.GeventWorker",
                    "eventlet",
                    "uvicorn.workers.UvicornWorker",
                    "uvicorn.workers.UvicornH11Worker",
                    "uvicorn_worker.UvicornWorker",
                    "uvicorn_worker.UvicornH11Worker"
                })
        void they_follow_keepalive_and_do_not_bound_a_request(String workerClass) {
            Party gunicorn =
                    GunicornReader.read(Processes.with("-k", workerClass, "--keep-alive", "70", "--timeout", "9"));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).known()).contains(Bound.ofSeconds(70));
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
            assertThat(gunicorn.surelyNot(Trait.ANNOUNCES_CLOSE)).isTrue();
            assertThat(gunicorn.surelyNot(Trait.ONE_REQUEST_PER_WORKER)).isTrue();
        }

        @Test
        void the_missing_limit_says_which_class_makes_it_so_and_where_that_stands() {
            assertThat(timeout(Processes.with("-k", "gthread")))
                    .isEqualTo(Reading.stated(
                            Bound.never(),
                            new Source("timeout does not bound a request of worker class gthread"
                                    + " (https://docs.gunicorn.org/en/stable/settings.html#timeout), set by"
                                    + " argv of gunicorn (pid 812)")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"sync", "gunicorn.workers.sync.SyncWorker", "egg:gunicorn#sync"})
        void sync_workers_bound_a_request_and_keep_a_stated_keepalive_in_sight(String workerClass) {
            Party gunicorn =
                    GunicornReader.read(Processes.with("-k", workerClass, "--keep-alive", "70", "--timeout", "9"));

            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.ofSeconds(9));
            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE))
                    .isEqualTo(Reading.stated(Bound.ofSeconds(70), new Source("argv of gunicorn (pid 812)")));
            assertThat(gunicorn.surely(Trait.ANNOUNCES_CLOSE)).isTrue();
            assertThat(gunicorn.surely(Trait.ONE_REQUEST_PER_WORKER)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"sync", "gunicorn.workers.sync.SyncWorker", "mine.SyncWorker"})
        void more_than_one_thread_turns_sync_workers_into_threaded_ones(String workerClass) {
            Party gunicorn = GunicornReader.read(Processes.with("-k", workerClass, "--threads", "2"));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).known()).contains(Bound.ofSeconds(2));
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
            assertThat(gunicorn.surelyNot(Trait.ONE_REQUEST_PER_WORKER)).isTrue();
        }

        @Test
        void the_default_class_yields_to_threads_as_well() {
            assertThat(timeout(Processes.with("--threads=4")).known()).contains(Bound.never());
            assertThat(timeout(Processes.with("--threads=1")).known()).contains(Bound.ofSeconds(30));
        }

        @Test
        void unreadable_threads_leave_the_class_of_sync_workers_open_and_no_other() {
            String computed = "threads = cpus()";

            assertThat(timeout(Processes.file(computed, Processes.with())).missing())
                    .hasValueSatisfying(
                            gap -> assertThat(gap.subject().toString()).startsWith("threads"));
            assertThat(timeout(Processes.file(computed, Processes.with("-k", "gevent")))
                            .known())
                    .contains(Bound.never());
        }

        @Test
        void a_timeout_of_zero_is_none() {
            assertThat(timeout(Processes.with("-t", "0")).known()).contains(Bound.never());
        }

        @Test
        void a_graceful_timeout_of_zero_is_at_once() {
            assertThat(timer(
                                    GunicornReader.read(Processes.with("--graceful-timeout", "0")),
                                    GunicornSettings.GRACEFUL_TIMEOUT)
                            .known())
                    .contains(Bound.ofSeconds(0));
        }

        @ParameterizedTest
        @CsvSource({"gthread, true", "gevent, true", "tornado, true", "uvicorn_worker.UvicornWorker, false"})
        void without_keepalive_a_close_is_announced_but_not_by_uvicorn(String workerClass, boolean announced) {
            Party gunicorn = GunicornReader.read(Processes.with("-k", workerClass, "--keep-alive", "0"));

            assertThat(gunicorn.surely(Trait.ANNOUNCES_CLOSE)).isEqualTo(announced);
            assertThat(gunicorn.surelyNot(Trait.ANNOUNCES_CLOSE)).isEqualTo(!announced);
        }

        @ParameterizedTest
        @ValueSource(strings = {"tornado", "gunicorn.workers.gtornado.TornadoWorker"})
        void tornado_keeps_idle_connections_for_an_hour_whatever_keepalive_says(String workerClass) {
            Party gunicorn = GunicornReader.read(Processes.with("-k", workerClass, "--keep-alive", "5"));

            assertThat(gunicorn.timers(Role.KEEP_ALIVE)).singleElement().satisfies(timer -> {
                assertThat(timer.setting()).isEqualTo(GunicornSettings.TORNADO_IDLE);
                assertThat(timer.reading()).isInstanceOf(Reading.Defaulted.class);
                assertThat(timer.reading().known()).contains(Bound.ofSeconds(3600));
            });
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
        }

        @Test
        void what_asgi_workers_do_with_idle_connections_is_not_known() {
            Party gunicorn = GunicornReader.read(Processes.with("-k", "asgi", "--keep-alive", "5"));

            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).missing()).isPresent();
            assertThat(gunicorn.missing(Trait.ANNOUNCES_CLOSE)).hasSize(1);
            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).known()).contains(Bound.never());
            assertThat(gunicorn.surelyNot(Trait.ONE_REQUEST_PER_WORKER)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"mine.Worker", "mine.SyncWorker", "gevent_pywsgi", "egg:mine#worker", ""})
        void a_class_that_is_not_known_is_a_gap_everywhere_it_matters(String workerClass) {
            Party gunicorn = GunicornReader.read(
                    Processes.with("--worker-class=" + workerClass, "--timeout", "9", "--keep-alive", "70"));

            assertThat(timer(gunicorn, GunicornSettings.TIMEOUT).missing()).isPresent();
            assertThat(timer(gunicorn, GunicornSettings.KEEP_ALIVE).missing()).isPresent();
            assertThat(gunicorn.missing(Trait.ANNOUNCES_CLOSE)).isNotEmpty();
            assertThat(gunicorn.missing(Trait.ONE_REQUEST_PER_WORKER)).isNotEmpty();
            assertThat(timer(gunicorn, GunicornSettings.GRACEFUL_TIMEOUT).known())
                    .contains(Bound.ofSeconds(30));
        }
    }

    private static Reading<Bound> timeout(GunicornProcess process) {
        return timer(GunicornReader.read(process), GunicornSettings.TIMEOUT);
    }

    private static Reading<Bound> keepAlive(GunicornProcess process) {
        return timer(GunicornReader.read(process), GunicornSettings.KEEP_ALIVE);
    }

    private static Reading<Long> workers(GunicornProcess process) {
        return GunicornReader.read(process)
                .quantities()
                .getOrDefault(Quantity.WORKERS, Reading.unread(new Gap("nothing", "no workers", "none")));
    }

    private static Reading<Bound> timer(Party party, Setting setting) {
        return party.timers().getOrDefault(setting, NO_TIMER);
    }

    private static Optional<Long> known(Party party, Quantity quantity) {
        return Optional.ofNullable(party.quantities().get(quantity)).flatMap(Reading::known);
    }
}
