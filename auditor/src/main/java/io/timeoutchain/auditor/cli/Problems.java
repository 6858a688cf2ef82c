package io.timeoutchain.auditor.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What the system says of a file, in words. */
final class Problems {

    private Problems() {}

    static String of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException garbled -> "it is not UTF-8 text";
            case FileSystemException other ->
                Optional.ofNullable(other.getReason()).orElse("the file system refuses");
            default -> String.valueOf(problem.getMessage());
        };
    }
}
