package io.timeoutchain.rules;

import io.timeoutchain.rule.Rule;
import java.util.List;
import java.util.Optional;

/** The rules that there are: one explicit list, in the order in which reports and documents name them. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new CalleeClosesFirst(),
            new CalleeCutsUpload(),
            new ReloadDropsIdle(),
            new CallerGivesUpFirst(),
            new UnboundedWork(),
            new RetriesOutlastCaller(),
            new ConnectOutlastsCaller(),
            new SilentDrop(),
            new KeepaliveProbesTooLate(),
            new DrainShorterThanRequest(),
            new KilledBeforeDrained(),
            new HostsDisagree(),
            new EditedNotReloaded(),
            new MeasuredOtherwise(),
            new TooManyWorkers(),
            new SyncWorkerFacesBalancer(),
            new UpstreamNotReused(),
            new SettingHasNoEffect(),
            new ValueOutOfRange(),
            new SessionLengthUnusual());

    private static final List<String> IDS =
            ALL.stream().map(rule -> rule.card().id()).toList();

    private Rules() {}

    /** Every rule. */
    public static List<Rule> all() {
        return ALL;
    }

    /** The ids of {@link #all}, in the same order. */
    public static List<String> ids() {
        return IDS;
    }

    /** The rule with this id, if there is one. */
    public static Optional<Rule> of(String id) {
        return ALL.stream().filter(rule -> rule.card().id().equals(id)).findFirst();
    }
}
