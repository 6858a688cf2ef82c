package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.product.nginx.NginxVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
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

    /** Target groups as somebody left them: hosts that disagree, retries, limits taken away, values that nobody could read. */
    record Left(List<TargetGroup> groups) {
        Left {
            groups = List.copyOf(groups);
        }
    }

    private static final Gap GAP = new Gap("a host", "access denied", "grant it");

    @Provide
    Arbitrary<Left> left() {
        return shapes().flatMap(shape -> {
            Arbitrary<Reading<Bound>> readings = Arbitraries.frequencyOf(
                    Tuple.of(
                            8,
                            Arbitraries.longs()
                                    .between(1, 400)
                                    .map(seconds -> Reading.stated(Bound.ofSeconds(seconds), new Source("somebody")))),
                    Tuple.of(1, Arbitraries.just(Reading.stated(Bound.never(), new Source("somebody")))),
                    Tuple.of(1, Arbitraries.just(Reading.unread(GAP))));
            Arbitrary<TargetGroup> host = Arbitraries.maps(Arbitraries.of(Solver.settings(shape)), readings)
                    .ofMaxSize(3)
                    .map(changed -> Observed.read(shape, changed));
            Arbitrary<TargetGroup> group = Combinators.combine(
                            host.list().ofMinSize(1).ofMaxSize(3), tries())
                    .as((hosts, tries) -> Observed.retrying(Observed.fleet(hosts.toArray(TargetGroup[]::new)), tries));
            return Combinators.combine(group, group, Arbitraries.of(true, false))
                    .as((one, other, two) -> new Left(
                            two ? List.of(one, Observed.sharing(one, Observed.named("other", other))) : List.of(one)));
        });
    }

    private static Arbitrary<Long> tries() {
        return Arbitraries.of(1L, 1L, 2L, 3L);
    }
}
