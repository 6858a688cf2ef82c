package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.config.Configuration.Declaration;
import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Text;
import io.timeoutchain.rules.Rules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What has a meaning in a configuration but does nothing, or no longer does; each with file, line and column. */
public final class Doubts {

    private static final Map<String, Function<Declaration, Optional<?>>> PARTIES = parties();

    private Doubts() {}

    /** All doubts about {@code configuration} on the day {@code today}. */
    public static List<Text> of(Configuration configuration, LocalDate today) {
        List<Text> doubts = new ArrayList<>();
        margin(configuration, doubts);
        declarations(configuration.declarations(), doubts);
        suppressions(configuration.suppressions(), today, doubts);
        return doubts;
    }

    private static Map<String, Function<Declaration, Optional<?>>> parties() {
        Map<String, Function<Declaration, Optional<?>>> parties = new LinkedHashMap<>();
        parties.put("client", Declaration::client);
        parties.put("cloudfront", Declaration::cloudFront);
        parties.put("django", Declaration::django);
        parties.put("mysql", Declaration::mysql);
        return parties;
    }

    private static void margin(Configuration configuration, List<Text> doubts) {
        Optional<String> profile = configuration.profile().filter(name -> Optional.ofNullable(
                        configuration.profiles().get(name))
                .flatMap(MarginProfile::margin)
                .isPresent());
        profile.ifPresent(name -> configuration.options().stream()
                .filter(given -> given.option().command().equals(KnownOption.MAIN_COMMAND))
                .filter(given -> given.option().name().equals("margin"))
                .forEach(given -> doubts.add(
                        doubt(given.at(), Text.of("this margin never counts: the profile \"%s\" has one", name)))));
    }

    private static void declarations(List<Declaration> all, List<Text> doubts) {
        for (int index = 0; index < all.size(); index++) {
            Declaration later = all.get(index);
            List<Declaration> before = all.subList(0, index);
            boolean empty = later.beforeLoadBalancer().isEmpty()
                    && later.beforeDatabase().isEmpty()
                    && PARTIES.values().stream()
                            .allMatch(party -> party.apply(later).isEmpty());
            if (empty) {
                doubts.add(doubt(later.at(), Text.of("this declares nothing")));
            }
            PARTIES.forEach((name, party) -> before.stream()
                    .filter(earlier -> party.apply(later).isPresent()
                            && party.apply(earlier).isPresent()
                            && covers(earlier.loadBalancer(), later.loadBalancer()))
                    .findFirst()
                    .ifPresent(earlier -> doubts.add(doubt(
                            later.at(),
                            Text.of(
                                    "the %s declared here never counts: the one at %s comes first and is for \"%s\"",
                                    name, earlier.at(), earlier.loadBalancer().text())))));
        }
    }

    private static void suppressions(List<Suppression> all, LocalDate today, List<Text> doubts) {
        for (int index = 0; index < all.size(); index++) {
            Suppression later = all.get(index);
            if (!Rules.ids().contains(later.rule())) {
                doubts.add(doubt(
                        later.at(),
                        Text.of("there is no rule \"%s\"%s", later.rule(), Suggestion.of(later.rule(), Rules.ids()))));
            }
            if (later.isExpired(today)) {
                doubts.add(doubt(
                        later.at(), Text.of("this suppresses nothing any more: %s was its last day", later.expires())));
            }
            all.subList(0, index).stream()
                    .filter(earlier -> covers(earlier, later))
                    .findFirst()
                    .ifPresent(earlier -> doubts.add(doubt(
                            later.at(),
                            Text.of(
                                    "this suppresses nothing: the one at %s is for all of it, and for as long",
                                    earlier.at()))));
        }
    }

    private static Text doubt(String at, Text what) {
        return Text.of("%s: %s", at, what);
    }

    private static boolean covers(Suppression earlier, Suppression later) {
        return earlier.rule().equals(later.rule())
                && !earlier.expires().isBefore(later.expires())
                && Stream.<Function<Suppression, Glob>>of(
                                Suppression::loadBalancer,
                                Suppression::targetGroup,
                                Suppression::host,
                                Suppression::account,
                                Suppression::region)
                        .allMatch(part -> covers(part.apply(earlier), part.apply(later)));
    }

    /** Whether {@code wide} matches whatever {@code narrow} does, tried with asterisks that stand for nothing, and for much. */
    private static boolean covers(Glob wide, Glob narrow) {
        return Stream.of("", "\u0000", "\u0000".repeat(50))
                .allMatch(any -> wide.matches(narrow.text().replace("*", any)));
    }
}
