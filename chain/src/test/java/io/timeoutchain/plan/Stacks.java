package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.nginx.NginxVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Stacks, requests and pins for properties. */
final class Stacks extends DomainContextBase {

    /** A shape, and pins of settings that it has. */
    record Pinned(Shape shape, Map<Setting, Duration> pins) {}

    @Provide
    Arbitrary<Shape> shapes() {
        Arbitrary<Optional<NginxVersion>> nginx = Arbitraries.of(List.of(
                Optional.empty(),
                Optional.of(new NginxVersion(1, 22, 1)),
                Optional.of(new NginxVersion(1, 27, 4)),
                Optional.of(Shape.USUAL_NGINX),
                Optional.of(new NginxVersion(1, 31, 5))));
        return Combinators.combine(
                        nginx,
                        Arbitraries.of(Shape.Worker.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Shape::new);
    }

    @Provide
    Arbitrary<Pinned> pinned() {
        return shapes().flatMap(shape -> Arbitraries.maps(
                        Arbitraries.of(Solver.settings(shape)),
                        Arbitraries.longs().between(1, 400).map(Duration::ofSeconds))
                .ofMaxSize(4)
                .map(pins -> new Pinned(shape, pins)));
    }
}
