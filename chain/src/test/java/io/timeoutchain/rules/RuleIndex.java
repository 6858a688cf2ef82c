package io.timeoutchain.rules;

import io.timeoutchain.rule.RuleCard;
import java.util.stream.Collectors;

/** The index of the rules' pages, as the rules' own cards give it. */
final class RuleIndex {

    private RuleIndex() {}

    static String markdown() {
        return """
                # The rules

                Each page says what a rule means, the sequence that fails, how to mend it, and when not to bother. `timeout-chain explain <rule>`
                prints the same page. This index is generated from the rules (`./mvnw test -pl chain -Ddocs.update=true`).

                | rule | severity | in a sentence |
                |---|---|---|
                %s
                *high*: requests fail. *medium*: requests fail when something else goes wrong, or work is wasted. *low*: works, with a margin
                that is too small or a setting that misleads. *info*: worth knowing. A place can be milder than its rule's severity, never worse.
                """.formatted(Rules.all().stream().map(rule -> row(rule.card())).collect(Collectors.joining()));
    }

    static String row(RuleCard card) {
        return "| [`%s`](%s.md) | %s | **%s.** %s |\n"
                .formatted(card.id(), card.id(), card.severity().id(), card.title(), card.why());
    }
}
