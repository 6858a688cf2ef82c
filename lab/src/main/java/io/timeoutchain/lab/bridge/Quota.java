package io.timeoutchain.lab.bridge;

/** Reads {@code MaxConcurrency} and {@code MaxErrors}: a number of instances, or a percentage of them. */
final class Quota {

    private Quota() {}

    /**
     * The number of instances that a text means.
     *
     * @param text such as {@code 10} or {@code 100%}
     * @param all how many instances a command has
     * @throws SsmError if the text is neither a number nor a percentage
     */
    static int read(String text, int all) throws SsmError {
        if (!text.matches("\\d{1,7}|\\d{1,2}%|100%")) {
            throw new SsmError("ValidationException", "'" + text + "' is neither a number nor a percentage");
        }
        return text.endsWith("%")
                ? all * Integer.parseInt(text.substring(0, text.length() - 1)) / 100
                : Integer.parseInt(text);
    }
}
