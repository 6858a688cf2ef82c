package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import java.util.List;

/**
 * What stands between two braces, or in a whole configuration, with includes put in place.
 *
 * @param directives in the order of the text
 * @param holes reasons why it may hold directives that are not among these: an include that was not found, a block that
 *     never ends. Where there is a hole, nothing can be said about a directive being absent
 */
public record NginxBlock(List<NginxDirective> directives, List<Gap> holes) {

    public NginxBlock {
        directives = List.copyOf(directives);
        holes = List.copyOf(holes);
    }

    /** The directives called {@code name}. */
    List<NginxDirective> all(String name) {
        return directives.stream().filter(directive -> directive.is(name)).toList();
    }
}
