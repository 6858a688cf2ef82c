package io.timeoutchain.lab.bridge;

/**
 * Cuts a script's output as the Systems Manager agent and API do. Sizes count characters; the agent counts bytes, which
 * is the same for the ASCII text that a careful script prints.
 *
 * <p>Source: {@code TruncateOutput} in amazon-ssm-agent, {@code agent/contracts/plugin.go} (2,400 for both streams
 * together); {@code GetCommandInvocation} in the API reference (24,000 and 8,000).
 */
final class AgentOutput {

    private static final int BOTH_STREAMS = 2_400;
    private static final int STDOUT = 24_000;
    private static final int STDERR = 8_000;

    private static final String ERROR_TITLE = "\n----------ERROR-------\n";
    private static final String OUTPUT_CUT = "\n---Output truncated---";
    private static final String ERROR_CUT = "\n---Error truncated----";

    private AgentOutput() {}

    /** {@code StandardOutputContent} of {@code GetCommandInvocation}. */
    static String stdout(ScriptResult result) {
        return first(STDOUT, result.stdout());
    }

    /** {@code StandardErrorContent} of {@code GetCommandInvocation}. */
    static String stderr(ScriptResult result) {
        return first(STDERR, result.stderr());
    }

    /** {@code Output} of a plugin in {@code ListCommandInvocations}: both streams, with a title between them. */
    static String combined(ScriptResult result) {
        String out = result.stdout();
        String error = result.stderr();
        String title = error.isEmpty() ? "" : ERROR_TITLE;
        int space = BOTH_STREAMS - title.length();
        if (out.length() + error.length() < space) {
            return out + title + error;
        }
        if (out.length() > space / 2 && error.length() > space / 2) {
            int each = (space - ERROR_CUT.length() - OUTPUT_CUT.length()) / 2;
            return first(each, out) + OUTPUT_CUT + title + first(each, error) + ERROR_CUT;
        }
        if (out.length() < space / 2) {
            return out + title + first(space - ERROR_CUT.length() - out.length(), error) + ERROR_CUT;
        }
        return first(space - OUTPUT_CUT.length() - error.length(), out) + OUTPUT_CUT + title + error;
    }

    private static String first(int limit, String text) {
        return text.substring(0, Math.min(limit, text.length()));
    }
}
