package io.timeoutchain.auditor.scheduled;

import java.nio.charset.StandardCharsets;

/**
 * A message within the limits of SNS (<a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>): a
 * subject of at most 100 printable ASCII characters, and a body of at most 256 KB (262,144 bytes) of UTF-8.
 */
public record Message(String subject, String body) {

    private static final int LONGEST_SUBJECT = 100;
    /** Leaves room for the subject, in case it counts. */
    private static final int LARGEST_BODY = 262_144 - LONGEST_SUBJECT;

    public Message {
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT || !subject.matches("[ -~]+")) {
            throw new IllegalArgumentException("not a subject: " + subject);
        }
        if (bytes(body) > LARGEST_BODY) {
            throw new IllegalArgumentException("the body is larger than %d bytes".formatted(LARGEST_BODY));
        }
    }

    /**
     * A message whose body is cut after a line where it is too long.
     *
     * @param subject short, and of ASCII
     * @param body what there is to say
     * @param end what stands at the end in any case
     */
    public static Message of(String subject, String body, String end) {
        if (bytes(body + end) <= LARGEST_BODY) {
            return new Message(subject, body + end);
        }
        String rest = "… cut here, because a message ends at 256 KB.\n" + end;
        StringBuilder kept = new StringBuilder();
        int room = LARGEST_BODY - bytes(rest);
        for (String line : body.lines().toList()) {
            room -= bytes(line) + 1;
            if (room < 0) {
                break;
            }
            kept.append(line).append('\n');
        }
        return new Message(subject, kept + rest);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
