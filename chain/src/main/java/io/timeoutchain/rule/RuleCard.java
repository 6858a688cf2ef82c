package io.timeoutchain.rule;

import io.timeoutchain.model.Text;
import java.util.regex.Pattern;

/**
 * What there is to know about a rule without running it.
 *
 * @param id names the defect in kebab-case; never changed and never used again for another rule
 * @param title the defect as a short statement
 * @param severity how bad it is, unless the place makes it better or worse
 * @param why one sentence: what goes wrong
 */
public record RuleCard(String id, Text title, Severity severity, Text why) {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z]+(-[a-z]+)+");

    public RuleCard {
        if (!KEBAB_CASE.matcher(id).matches()) {
            throw new IllegalArgumentException("a rule's id is kebab-case words, not " + id);
        }
        if (title.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException(id + " needs a title and a reason");
        }
    }
}
