package io.timeoutchain.auditor.report;

/**
 * The parts of an ARN, as far as a text has them: {@code arn:partition:service:region:account:resource}.
 *
 * @param partition {@code aws}, {@code aws-cn}, …; {@code aws} where the text has none
 * @param resource the part that names the thing; the whole text where it is no ARN
 */
record Arn(String partition, String resource) {

    static Arn of(String text) {
        String[] parts = text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") && parts[1].matches("aws[a-z-]*")
                ? new Arn(parts[1], parts[5])
                : new Arn("aws", text);
    }
}
