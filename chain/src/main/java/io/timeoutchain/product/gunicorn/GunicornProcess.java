package io.timeoutchain.product.gunicorn;

import java.util.List;
import java.util.Optional;

/**
 * What was seen of a running gunicorn master.
 *
 * @param argv the words of its command line. A word {@value #REDACTED} stands for one that was not taken along, of an
 *     option that is not modelled. With setproctitle installed it is one word, {@code gunicorn: master [app]}, and tells
 *     nothing
 * @param environment the variables that gunicorn reads
 * @param configuration its configuration file
 * @param version as {@code gunicorn --version} or the package's metadata give it: {@code 23.0.0}
 * @param pid of the master
 * @param workers how many worker processes it has now
 */
public record GunicornProcess(
        List<String> argv,
        Environment environment,
        Configuration configuration,
        Optional<String> version,
        Optional<Long> pid,
        Optional<Integer> workers) {

    /** Stands in {@code argv}, and in the configuration file's strings, for text that was left behind. */
    public static final String REDACTED = "@redacted";

    public GunicornProcess {
        argv = List.copyOf(argv);
    }

    /** The process in words: {@code gunicorn (pid 812)}. */
    String name() {
        return pid.map(number -> "gunicorn (pid " + number + ")").orElse("gunicorn");
    }

    /** The variables of a process's environment that gunicorn takes settings from. */
    public sealed interface Environment {

        /** Both variables were looked for; an empty one is not set. */
        record Seen(Optional<String> gunicornCmdArgs, Optional<String> webConcurrency) implements Environment {}

        /** The environment could not be read: {@code why}. */
        record Hidden(String why) implements Environment {}

        /** An environment that sets neither variable. */
        static Environment bare() {
            return new Seen(Optional.empty(), Optional.empty());
        }
    }

    /**
     * The configuration file that the process read: the one its arguments name, else {@code gunicorn.conf.py} in its
     * working directory.
     */
    public sealed interface Configuration {

        /** There is none. */
        record None() implements Configuration {}

        /**
         * The file as it is now. Lines may be left out that neither name a modelled setting nor open, close or continue a
         * block, a bracket or a multi-line string, nor import {@code *}, nor call {@code exec}, {@code globals}, {@code
         * locals}, {@code vars} or {@code setattr}; the text of strings may be replaced by {@value #REDACTED}.
         *
         * @param path where it stands
         * @param lines in ascending order
         * @param editedSinceRead whether it was changed after the process last read it
         */
        record Text(String path, List<Line> lines, boolean editedSinceRead) implements Configuration {
            public Text {
                lines = List.copyOf(lines);
            }
        }

        /** There is, or may be, one that could not be read: {@code why}. */
        record Hidden(String why) implements Configuration {}
    }

    /** One line of a file; {@code number} counts from 1. */
    public record Line(int number, String text) {}
}
