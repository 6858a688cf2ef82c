package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.RuleCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of the rules, which come inside the jar. */
final class RulePages {

    private RulePages() {}

    /** The rule's page; the card's reason for a rule that has none. */
    static String text(RuleCard card) {
        try (InputStream page =
                RulePages.class.getResourceAsStream("/io/timeoutchain/auditor/rules/" + card.id() + ".md")) {
            return page == null ? card.why().toString() : new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
