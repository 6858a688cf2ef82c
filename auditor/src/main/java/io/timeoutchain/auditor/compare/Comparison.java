package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.HostNames;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has become of the defects that were known, and which have come. A defect that is no longer named is fixed only where
 * the newer report saw everything that could have shown it; otherwise it is no longer told.
 *
 * @param fresh the defects that were not known
 * @param fixed those that are gone
 * @param changed those that show themselves otherwise
 * @param open those that are as they were
 * @param untold those of which nothing is known any more
 * @param suppressed those that are still there, but that somebody has decided to live with
 * @param hostNames what people call the hosts now
 */
public record Comparison(
        List<Defect> fresh,
        List<Defect> fixed,
        List<Changed> changed,
        List<Defect> open,
        List<Untold> untold,
        List<Defect> suppressed,
        HostNames hostNames) {

    public Comparison {
        fresh = fresh.stream().sorted(Defect.ORDER).toList();
        fixed = fixed.stream().sorted(Defect.ORDER).toList();
        changed = changed.stream()
                .sorted(Comparator.comparing(Changed::now, Defect.ORDER))
                .toList();
        open = open.stream().sorted(Defect.ORDER).toList();
        untold = untold.stream()
                .sorted(Comparator.comparing(Untold::defect, Defect.ORDER))
                .toList();
        suppressed = suppressed.stream().sorted(Defect.ORDER).toList();
    }

    /** In what two appearances of a defect differ. */
    public enum Difference {
        SEVERITY,
        SETTINGS,
        VALUES,
        HOSTS
    }

    /** A defect then and now. */
    public record Changed(Defect before, Defect now) {

        public Set<Difference> differences() {
            Set<Difference> differences = EnumSet.noneOf(Difference.class);
            note(differences, Difference.SEVERITY, before.severity(), now.severity());
            note(differences, Difference.SETTINGS, before.settings(), now.settings());
            note(differences, Difference.VALUES, before.values(), now.values());
            note(differences, Difference.HOSTS, before.hosts(), now.hosts());
            return differences;
        }

        private static void note(Set<Difference> differences, Difference kind, Object before, Object now) {
            if (!before.equals(now)) {
                differences.add(kind);
            }
        }

        /** Whether it does more harm than before, or another setting has joined those that do not fit. */
        public boolean isWorse() {
            return now.severity().compareTo(before.severity()) < 0
                    || (now.settings().size() > before.settings().size()
                            && now.settings().containsAll(before.settings()));
        }
    }

    /** A defect that the newer report neither names nor excludes, and why. */
    public record Untold(Defect defect, Text why) {}

    /** What {@code now} says of the defects that were sighted {@code before}. */
    public static Comparison of(Collection<Sighting> before, Told now) {
        Map<String, Defect> gone = new LinkedHashMap<>(Defect.of(before));
        Map<String, Defect> come = new LinkedHashMap<>(Defect.of(now.open()));
        List<Changed> pairs = new ArrayList<>();
        for (Defect old : List.copyOf(gone.values())) {
            Optional.ofNullable(come.get(old.fingerprint())).ifPresent(same -> pairs.add(new Changed(old, same)));
        }
        pairs.forEach(pair -> forget(pair, gone, come));
        // A setting that joins or leaves gives another fingerprint: the defect was changed, not mended and made anew.
        for (Defect old : List.copyOf(gone.values())) {
            come.values().stream().filter(old::isKinOf).min(Defect.ORDER).ifPresent(kin -> {
                Changed pair = new Changed(old, kin);
                pairs.add(pair);
                forget(pair, gone, come);
            });
        }
        Collection<Defect> aside = Defect.of(now.suppressed().orElse(List.of())).values();
        List<Defect> suppressed = gone.values().stream()
                .filter(old ->
                        aside.stream().anyMatch(one -> one.fingerprint().equals(old.fingerprint()) || one.isKinOf(old)))
                .toList();
        gone.values().removeAll(suppressed);
        List<Defect> fixed = new ArrayList<>();
        List<Untold> untold = new ArrayList<>();
        gone.values().forEach(defect -> defect.first()
                .question()
                .whyUntold(now)
                .ifPresentOrElse(why -> untold.add(new Untold(defect, why)), () -> fixed.add(defect)));
        return new Comparison(
                List.copyOf(come.values()),
                fixed,
                pairs.stream().filter(pair -> !pair.differences().isEmpty()).toList(),
                pairs.stream()
                        .filter(pair -> pair.differences().isEmpty())
                        .map(Changed::now)
                        .toList(),
                untold,
                suppressed,
                now.scope().hostNames().orElse(HostNames.NONE));
    }

    private static void forget(Changed pair, Map<String, Defect> gone, Map<String, Defect> come) {
        gone.remove(pair.before().fingerprint());
        come.remove(pair.now().fingerprint());
    }

    /** The defects that are worse than they were. */
    public List<Changed> worse() {
        return changed.stream().filter(Changed::isWorse).toList();
    }

    /** Whether there is something that a person should hear of: new, worse or fixed. */
    public boolean isNews() {
        return !fresh.isEmpty() || !fixed.isEmpty() || !worse().isEmpty();
    }
}
