package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What the system says of a file, in words. */
final class Problems {

    private Problems() {}

    static Text of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> Text.of("no such file or folder");
            case AccessDeniedException denied -> Text.of("permission denied");
            case CharacterCodingException garbled -> Text.of("it is not UTF-8 text");
            case FileSystemException other ->
                Optional.ofNullable(other.getReason()).map(Text::verbatim).orElse(Text.of("the file system refuses"));
            default -> Text.verbatim(String.valueOf(problem.getMessage()));
        };
    }
}
