package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import java.util.List;

/**
 * Everything that can happen to a request that comes in on one port.
 *
 * @param routes in the order of the configuration
 * @param gaps why there may be more of them, or why there are none
 */
public record NginxRoutes(List<NginxRoute> routes, List<Gap> gaps) {
    public NginxRoutes {
        routes = List.copyOf(routes);
        gaps = List.copyOf(gaps);
    }
}
