package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.RuleCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The pages of the rules, which come inside the jar. */
final class RulePages {

    private RulePages() {}

    /** A link to another page, which leads nowhere where this one stands alone. */
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\((?!https?://)[^)]*\\)");

    /** The rule's page where no other page is at hand: what is only linked to is named. */
    static String alone(RuleCard card) {
        return LINK.matcher(text(card)).replaceAll("$1");
    }

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
