package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where a request can end up, and what nginx does with it there.
 *
 * @param scope the server, location or {@code if}
 */
record Spot(Scope scope, Handler handler) {

    /** What nginx does with a request. */
    sealed interface Handler {
        /** It passes it on. */
        record Pass(NginxProtocol protocol, NginxDirective directive) implements Handler {}

        /** It answers by itself: a file, a {@code return}. */
        record Answer() implements Handler {}

        /** It could not be told. */
        record Untold(Gap gap) implements Handler {}
    }

    /** Modules that answer requests, or pass them on, in ways that the configuration does not tell. */
    private static final Set<String> CODE = Set.of(
            "content_by_lua", "content_by_lua_block", "content_by_lua_file", "js_content", "perl", "passenger_enabled");

    static Spot of(Scope scope) {
        return new Spot(scope, handler(scope));
    }

    private static Handler handler(Scope scope) {
        List<NginxDirective> directives = scope.block().directives();
        if (directives.stream().anyMatch(directive -> directive.is("return"))) {
            return new Handler.Answer();
        }
        // Each handler replaces the one before it.
        return directives.reversed().stream()
                .flatMap(directive -> handler(scope, directive).stream())
                .findFirst()
                .or(() -> scope.hole().map(Handler.Untold::new))
                .orElseGet(Handler.Answer::new);
    }

    private static Optional<Handler> handler(Scope scope, NginxDirective directive) {
        Optional<NginxProtocol> protocol = NginxProtocol.passedBy(directive.name());
        if (protocol.isPresent()) {
            return Optional.of(new Handler.Pass(protocol.get(), directive));
        }
        boolean code = CODE.contains(directive.name()) || directive.name().endsWith("_pass");
        return code
                ? Optional.of(
                        new Handler.Untold(Gaps.decidedByCode(Text.of("upstream of %s", scope.name()), directive)))
                : Optional.empty();
    }

    /** Tells whether this place has a handler of its own, rather than only conditions or headers. */
    boolean passes() {
        return switch (handler) {
            case Handler.Pass pass -> true;
            case Handler.Untold untold -> true;
            case Handler.Answer answer -> false;
        };
    }
}
