package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Source;
import java.util.List;
import java.util.Optional;

/**
 * A way that a request can take through nginx.
 *
 * @param label a server and a location in it: {@code example.com /api}
 * @param source where the location (or the server itself) stands
 * @param protocol how the request is passed on; empty where it is not, or where that could not be told
 * @param upstream to what it is passed on
 * @param party nginx as a request that takes this way sees it
 * @param gaps what could not be read of it
 */
public record NginxRoute(
        String label, Source source, Optional<NginxProtocol> protocol, Upstream upstream, Party party, List<Gap> gaps) {
    public NginxRoute {
        gaps = List.copyOf(gaps);
    }
}
