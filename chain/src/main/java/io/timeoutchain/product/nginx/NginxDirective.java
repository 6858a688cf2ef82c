package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Source;
import java.util.List;
import java.util.Optional;

/**
 * One directive, where it stands.
 *
 * @param args its words, quotes and escapes resolved. {@value #REDACTED} stands for words that were left out on the
 *     host; of a directive that is not {@code legible} they may be anything
 * @param block what stands between its braces, if it has any
 * @param legible whether nginx would read it as we did; if not, a gap says why
 */
public record NginxDirective(
        String name, List<String> args, String file, int line, Optional<NginxBlock> block, boolean legible) {

    /** What the host's filter prints instead of words that are nobody's business. */
    public static final String REDACTED = "@redacted";

    public NginxDirective {
        args = List.copyOf(args);
    }

    public Source source() {
        return Source.line(file, line);
    }

    /** The directives in its block; none if it has no block. */
    List<NginxDirective> children() {
        return block.map(NginxBlock::directives).orElse(List.of());
    }

    boolean is(String other) {
        return name.equals(other);
    }

    boolean opens(String other) {
        return is(other) && block.isPresent();
    }

    /** Tells whether every word of it is known. */
    boolean known() {
        return legible && !args.contains(REDACTED);
    }
}
