package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One context of the configuration, with those it inherits from: a location in its server in {@code http}.
 *
 * @param name how a person would call it: {@code example.com /api}
 */
record Scope(String name, NginxDirective at, Optional<Scope> outer) {

    /** What looking for a directive came to. */
    sealed interface Search {
        /** The directives of that name in the innermost context that has any; at least one. */
        record Found(List<NginxDirective> directives, Optional<Gap> hole) implements Search {}

        /** No context has it. */
        record Nowhere() implements Search {}

        /** It may stand where nothing could be read. */
        record Untold(Gap gap) implements Search {}
    }

    Scope inner(String innerName, NginxDirective block) {
        return new Scope(innerName, block, Optional.of(this));
    }

    Scope outermost() {
        return outer.map(Scope::outermost).orElse(this);
    }

    NginxBlock block() {
        return at.block().orElseThrow();
    }

    /** The reason why a directive may stand here unseen. */
    Optional<Gap> hole() {
        return block().holes().stream().findFirst();
    }

    /**
     * Looks for a directive as nginx inherits it: the innermost context that has it replaces all others, also where a
     * directive may stand several times.
     */
    Search find(String directive) {
        List<NginxDirective> here = block().all(directive);
        if (!here.isEmpty()) {
            return new Search.Found(here, hole());
        }
        return hole().<Search>map(Search.Untold::new)
                .orElseGet(() -> outer.map(scope -> scope.find(directive)).orElseGet(Search.Nowhere::new));
    }

    /**
     * Reads a directive that stands at most once in a context.
     *
     * @param wanted what its words should be, for the sentence that says they are not
     * @param value what its words mean; empty where nginx would refuse them
     * @param otherwise what holds if it stands nowhere
     */
    <T> Reading<T> read(
            String directive, Text wanted, Function<List<String>, Optional<T>> value, Reading<T> otherwise) {
        Text subject = Text.of("%s of %s", directive, name);
        return switch (find(directive)) {
            case Search.Found(List<NginxDirective> found, Optional<Gap> hole) ->
                found.size() == 1
                        ? words(subject, found.getFirst(), wanted, value)
                        : Reading.unread(Gaps.twice(subject, found.get(1)));
            case Search.Nowhere() -> otherwise;
            case Search.Untold(Gap gap) -> Reading.unread(gap);
        };
    }

    /** Reads the words of one directive. */
    static <T> Reading<T> words(
            Text subject, NginxDirective directive, Text wanted, Function<List<String>, Optional<T>> value) {
        return Optional.of(directive)
                .filter(NginxDirective::legible)
                .flatMap(legible -> value.apply(legible.args()))
                .map(read -> Reading.stated(read, directive.source()))
                .orElseGet(() -> Reading.unread(Gaps.words(subject, directive, wanted)));
    }
}
