package io.timeoutchain.rules;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host must be able to run all its workers at once.
 *
 * <p>gunicorn recommends 2 x cores + 1 workers (gunicorn documentation, "Design", how many workers), and the kernel kills
 * workers when their memory does not fit.
 */
public final class TooManyWorkers implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "too-many-workers",
            Text.of("More workers than the host has processors or memory for"),
            Severity.MEDIUM,
            Text.of(
                    "Under load every worker becomes slow at once and runs into its timeout, or the kernel kills some of them."));

    /** The most workers that a host with {@code vcpus} processors is well served with. */
    public static long most(long vcpus) {
        return 2 * vcpus + 1;
    }

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> {
            Reading<Long> workers = party.quantities().get(Quantity.WORKERS);
            if (!party.is(Product.GUNICORN) || workers == null) {
                return Verdict.notApplicable(
                        Text.of("%s has no workers to count", party.product().title()));
            }
            Optional<Host> host = member.chain().host();
            List<Verdict> verdicts = List.of(
                    byProcessors(workers, quantity(host, Quantity.VCPUS), host),
                    byMemory(
                            workers,
                            Optional.ofNullable(party.quantities().get(Quantity.WORKER_PEAK_BYTES)),
                            quantity(host, Quantity.MEMORY_FOR_WORKERS_BYTES),
                            host));
            return Ordered.together(verdicts);
        });
    }

    private static Optional<Reading<Long>> quantity(Optional<Host> host, Quantity quantity) {
        return host.map(machine -> machine.kernel().quantities().get(quantity));
    }

    private static Verdict byProcessors(Reading<Long> workers, Optional<Reading<Long>> vcpus, Optional<Host> host) {
        List<Gap> gaps = new ArrayList<>(Ordered.missing(workers));
        vcpus.ifPresentOrElse(
                reading -> gaps.addAll(Ordered.missing(reading)),
                () -> gaps.add(notRead(Text.of("the number of processors"))));
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        long running = workers.known().orElseThrow();
        long cores = vcpus.flatMap(Reading::known).orElseThrow();
        long most = most(cores);
        if (running <= most) {
            return Verdict.pass();
        }
        return new Verdict.Fail(
                CARD.severity(),
                List.of(
                        Observation.ofFact(Product.GUNICORN, "workers", number(running), workers),
                        Observation.ofFact(Product.LINUX, "vCPUs", number(cores), vcpus.orElseThrow())),
                Text.of(
                        "%d workers share %d vCPUs, where gunicorn advises at most %d (2 x vCPUs + 1): under load each gets a fraction of a processor, and all run into their timeouts together.",
                        running, cores, most),
                List.of(fewerOrLarger(running, most, host.flatMap(machine -> machine.largerSizes().stream()
                        .filter(size -> most(size.vcpus()) >= running)
                        .findFirst()))));
    }

    private static Verdict byMemory(
            Reading<Long> workers, Optional<Reading<Long>> peak, Optional<Reading<Long>> free, Optional<Host> host) {
        List<Gap> gaps = new ArrayList<>(Ordered.missing(workers));
        peak.ifPresentOrElse(
                reading -> gaps.addAll(Ordered.missing(reading)),
                () -> gaps.add(notRead(Text.of("the memory of a worker"))));
        free.ifPresentOrElse(
                reading -> gaps.addAll(Ordered.missing(reading)),
                () -> gaps.add(notRead(Text.of("the memory that is free"))));
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        long running = workers.known().orElseThrow();
        long each = Math.max(1, peak.flatMap(Reading::known).orElseThrow());
        long room = free.flatMap(Reading::known).orElseThrow();
        if (running <= room / each) {
            return Verdict.pass();
        }
        return new Verdict.Fail(
                CARD.severity(),
                List.of(
                        Observation.ofFact(Product.GUNICORN, "workers", number(running), workers),
                        Observation.ofFact(
                                Product.GUNICORN,
                                Text.marked("peak of a worker"),
                                Text.verbatim(mebibytes(each)),
                                peak.orElseThrow()),
                        Observation.ofFact(
                                Product.LINUX,
                                Text.marked("memory for workers"),
                                Text.verbatim(mebibytes(room)),
                                free.orElseThrow())),
                Text.of(
                        "%d workers of up to %s need %s, but only %s are there for them: when all are busy the kernel kills one in the middle of a request.",
                        running, mebibytes(each), mebibytes(running * each), mebibytes(room)),
                List.of(fewerOrLarger(
                        running, Math.max(1, room / each), host.flatMap(machine -> machine.largerSizes().stream()
                                .filter(size -> size.memoryBytes() > running * each)
                                .findFirst()))));
    }

    private static Remedy fewerOrLarger(long running, long most, Optional<Host.InstanceSize> larger) {
        return new Remedy.Say(
                Product.GUNICORN,
                "workers",
                Optional.of(number(running)),
                Optional.of(number(most)),
                larger.map(size -> Text.of(
                                "--workers %d, or move to %s (%d vCPUs, %s)",
                                most, size.type(), size.vcpus(), mebibytes(size.memoryBytes())))
                        .orElseGet(() -> Text.verbatim("--workers " + most)));
    }

    private static Text number(long number) {
        return Text.verbatim(Long.toString(number));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static Gap notRead(Text what) {
        return new Gap(
                what, Text.of("the host was not read"), Text.of("let the audit run its host script on this instance"));
    }
}
