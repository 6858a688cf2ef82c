package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.nginx.Upstream.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out to what a {@code proxy_pass} or one of its kin leads. */
final class UpstreamBlocks {

    /**
     * @param block the {@code upstream} block, if it goes through one. It inherits nothing
     */
    record Target(Upstream upstream, Optional<Scope> block) {
        static Target unknown(Gap gap) {
            return new Target(new Upstream.Unknown(gap), Optional.empty());
        }
    }

    private static final Pattern SCHEME = Pattern.compile("(?i)(https?|grpcs?|s?uwsgi)://(.*)");
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/$]+))(?::(\\d{1,5}))?");

    // These variables start with a slash, so they end the host as one does.
    private static final Pattern PATH = Pattern.compile("[/?]|\\$(?:request_uri|document_uri|uri)\\b");

    private static final String UNIX = "unix:";

    private final Optional<Gap> httpHole;
    private final List<NginxDirective> blocks;

    UpstreamBlocks(Scope http) {
        httpHole = http.hole();
        blocks = http.at().children().stream()
                .filter(directive -> directive.opens("upstream"))
                .toList();
    }

    Target of(NginxProtocol protocol, NginxDirective pass, String route) {
        Text subject = Text.of("upstream of %s", route);
        if (!pass.legible() || pass.args().isEmpty() || pass.args().getFirst().equals(NginxDirective.REDACTED)) {
            return Target.unknown(Gaps.words(subject, pass, Text.of("an address")));
        }
        String address = pass.args().getFirst();
        Matcher scheme = SCHEME.matcher(address);
        boolean withScheme = scheme.matches();
        String rest = withScheme ? scheme.group(2) : address;
        if (rest.startsWith(UNIX) && rest.indexOf('$') < 0) {
            String path = rest.substring(UNIX.length()).split(":", 2)[0];
            return new Target(new Upstream.UnixSocket(Optional.empty(), List.of(path)), Optional.empty());
        }
        Matcher path = PATH.matcher(rest);
        String authority = path.find() ? rest.substring(0, path.start()) : rest;
        if (authority.indexOf('$') >= 0) {
            return Target.unknown(Gaps.variables(subject, pass));
        }
        Matcher parts = ADDRESS.matcher(authority);
        if (!parts.matches() || (protocol == NginxProtocol.PROXY && !withScheme)) {
            return Target.unknown(Gaps.words(subject, pass, Text.of("an address")));
        }
        String host = host(parts);
        Optional<NginxDirective> block = named(host);
        if (block.isPresent()) {
            return through(block.get(), subject);
        }
        Optional<Gap> unseen = Addresses.isLiteral(host) ? Optional.empty() : unseenBlock(subject);
        if (unseen.isPresent()) {
            return Target.unknown(unseen.get());
        }
        Optional<Integer> port = Optional.ofNullable(parts.group(3))
                .map(Integer::parseInt)
                .or(() -> defaultPort(protocol, withScheme ? scheme.group(1) : ""));
        return port.map(known -> new Peer(host, known, false, false))
                .map(peer -> new Target(new Upstream.Tcp(Optional.empty(), List.of(peer)), Optional.empty()))
                .orElseGet(() -> Target.unknown(Gaps.words(subject, pass, Text.of("an address with a port"))));
    }

    private static String host(Matcher address) {
        return Optional.ofNullable(address.group(1)).orElse(address.group(2));
    }

    private static Optional<Integer> defaultPort(NginxProtocol protocol, String scheme) {
        return switch (protocol) {
            case PROXY -> Optional.of(scheme.toLowerCase(Locale.ROOT).endsWith("s") ? 443 : 80);
            case FASTCGI, UWSGI, SCGI, GRPC, MEMCACHED -> Optional.empty();
        };
    }

    private Optional<NginxDirective> named(String name) {
        return blocks.stream()
                .filter(block -> block.known()
                        && block.args().size() == 1
                        && block.args().getFirst().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Why there may be a block of that name that was not seen. */
    private Optional<Gap> unseenBlock(Text subject) {
        return blocks.stream()
                .filter(block -> !block.known())
                .map(block -> Gaps.words(subject, block, Text.of("a name")))
                .findFirst()
                .or(() -> httpHole);
    }

    private static Target through(NginxDirective block, Text subject) {
        Scope scope = new Scope("upstream " + block.args().getFirst(), block, Optional.empty());
        return new Target(peers(scope, subject), Optional.of(scope));
    }

    private static Upstream peers(Scope scope, Text subject) {
        List<Peer> peers = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (NginxDirective directive : scope.at().children()) {
            if (directive.name().startsWith("balancer_by_lua")) {
                return new Upstream.Unknown(Gaps.decidedByCode(subject, directive));
            }
            if (!directive.is("server")) {
                continue;
            }
            List<String> words = directive.args();
            String address = words.isEmpty() ? "" : words.getFirst();
            Matcher parts = ADDRESS.matcher(address);
            boolean down = words.contains("down");
            if (directive.legible() && address.startsWith(UNIX)) {
                if (!down) {
                    paths.add(address.substring(UNIX.length()));
                }
            } else if (directive.legible() && !address.equals(NginxDirective.REDACTED) && parts.matches()) {
                int port = Optional.ofNullable(parts.group(3))
                        .map(Integer::parseInt)
                        .orElse(80);
                peers.add(new Peer(host(parts), port, words.contains("backup"), down));
            } else {
                return new Upstream.Unknown(Gaps.words(subject, directive, Text.of("an address")));
            }
        }
        Optional<String> name = Optional.of(scope.at().args().getFirst());
        if (!paths.isEmpty() && !peers.isEmpty()) {
            return new Upstream.Unknown(
                    Gaps.unsupported(subject, scope.at(), Text.of("the upstream mixes TCP and Unix-domain sockets")));
        }
        if (!paths.isEmpty()) {
            return new Upstream.UnixSocket(name, paths);
        }
        if (!peers.isEmpty()) {
            return new Upstream.Tcp(name, peers);
        }
        return new Upstream.Unknown(scope.hole()
                .orElseGet(() -> Gaps.unsupported(subject, scope.at(), Text.of("the upstream has no server"))));
    }
}
