package io.timeoutchain.auditor.cli;

import picocli.CommandLine.Command;

/** The list of exit codes, for the help text of a command that audits. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to do",
            "1:findings at or above --fail-on",
            "2:an option, a file or the configuration has no meaning",
            "3:no such finding, but something could not be told",
            "4:nothing could be audited",
            "5:the report could not be published",
            "70:a fault of this program",
            "130:ended by Ctrl-C; the report is about what was read by then"
        })
final class ExitCodes {}
