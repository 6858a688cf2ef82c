package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One {@code server} block: where it listens, what it is called, and where a request to it can end up. */
final class NginxServer {

    private final Scope scope;
    private final List<Listen> listens = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    /**
     * @param outer the context it stands in: {@code http}, or {@code stream}
     */
    NginxServer(Scope outer, NginxDirective server) {
        scope = outer.inner(label(server), server);
        List<NginxDirective> written = scope.block().all("listen");
        for (NginxDirective listen : written) {
            boolean told = listen.legible()
                    && !listen.args().isEmpty()
                    && !listen.args().getFirst().equals(NginxDirective.REDACTED);
            Optional<Listen> parsed = told ? Listen.parse(listen) : Optional.empty();
            parsed.ifPresent(listens::add);
            if (parsed.isEmpty() && !(told && listen.args().getFirst().startsWith("unix:"))) {
                gaps.add(Gaps.words(Text.of("where %s listens", scope.name()), listen, Text.of("an address")));
            }
        }
        scope.hole().ifPresent(gaps::add);
        if (written.isEmpty() && gaps.isEmpty()) {
            listens.add(Listen.omitted(server));
        }
    }

    private static String label(NginxDirective server) {
        return names(server)
                .filter(name -> !name.isEmpty() && !name.equals("_") && !name.equals(NginxDirective.REDACTED))
                .findFirst()
                .orElse("server at " + server.source().text());
    }

    private static Stream<String> names(NginxDirective server) {
        return server.children().stream()
                .filter(directive -> directive.is("server_name") && directive.legible())
                .flatMap(directive -> directive.args().stream());
    }

    Scope scope() {
        return scope;
    }

    List<Listen> listens() {
        return listens;
    }

    /** Why it may listen elsewhere too, or answer to other names. */
    List<Gap> gaps() {
        return gaps;
    }

    /** Its names in lower case; one empty name where it has none, as nginx has it. Empty where they are not known. */
    Optional<Set<String>> names() {
        boolean known = scope.hole().isEmpty()
                && scope.block().all("server_name").stream().allMatch(NginxDirective::known);
        Set<String> names =
                names(scope.at()).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return known ? Optional.of(names.isEmpty() ? Set.of("") : names) : Optional.empty();
    }

    /** Where a request to this server can end up. */
    List<Spot> spots() {
        List<NginxDirective> directives = scope.block().directives();
        // A return in the server itself comes before any location is looked for.
        if (directives.stream().anyMatch(directive -> directive.is("return"))) {
            return List.of(Spot.of(scope));
        }
        List<Spot> spots = new ArrayList<>();
        boolean conditionalReturn = directives.stream()
                .anyMatch(directive ->
                        directive.opens("if") && directive.children().stream().anyMatch(inner -> inner.is("return")));
        boolean catchAll = directives.stream()
                .anyMatch(directive -> directive.opens("location")
                        && directive.known()
                        && (directive.args().equals(List.of("/"))
                                || directive.args().equals(List.of("^~", "/"))));
        if (!catchAll || conditionalReturn) {
            spots.add(Spot.of(scope));
        }
        addLocations(spots, scope);
        return spots;
    }

    private void addLocations(List<Spot> spots, Scope outer) {
        for (NginxDirective location : outer.block().directives()) {
            if (!location.opens("location")) {
                continue;
            }
            Scope inner = outer.inner(scope.name() + " " + String.join(" ", location.args()), location);
            Spot spot = Spot.of(inner);
            if (!isNamed(location) || (spot.passes() && isCalled(location.args().getFirst()))) {
                spots.add(spot);
                addConditions(spots, inner);
                addLocations(spots, inner);
            }
        }
    }

    /** Adds the conditions of a location under which a request is passed on elsewhere. */
    private static void addConditions(List<Spot> spots, Scope location) {
        if (!location.block().all("return").isEmpty()) {
            return;
        }
        for (NginxDirective condition : location.block().directives()) {
            if (condition.opens("if") || condition.opens("limit_except")) {
                String name = location.name() + " " + condition.name() + " " + String.join(" ", condition.args());
                Spot spot = Spot.of(location.inner(name, condition));
                if (spot.passes()) {
                    spots.add(spot);
                }
            }
        }
    }

    private static boolean isNamed(NginxDirective location) {
        return location.known()
                && !location.args().isEmpty()
                && location.args().getFirst().startsWith("@");
    }

    /** Tells whether something may send a request to the location of this name. */
    private boolean isCalled(String name) {
        return Stream.concat(
                        scope.outer().stream()
                                .flatMap(http -> http.at().children().stream())
                                .filter(directive -> directive.block().isEmpty()),
                        everything(scope.at()))
                .anyMatch(directive -> (directive.args().contains(name) && !directive.is("location"))
                        || (!directive.known() && (directive.is("error_page") || directive.is("try_files")))
                        || directive.name().contains("_by_lua"));
    }

    private static Stream<NginxDirective> everything(NginxDirective directive) {
        return directive.children().stream().flatMap(child -> Stream.concat(Stream.of(child), everything(child)));
    }
}
