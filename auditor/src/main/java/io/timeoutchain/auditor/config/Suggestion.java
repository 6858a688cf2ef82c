package io.timeoutchain.auditor.config;

import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.List;

/** What somebody probably meant who wrote a name that there is not. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code  (did you mean "margin"?)}, or the list of what there is where nothing is near. */
    public static Text of(String written, List<String> known) {
        // Only names of nearly the same length can be near; what is written may be of any length.
        return known.stream()
                .filter(name -> Math.abs(written.length() - name.length()) <= allowance(name))
                .filter(name -> distance(written, name) <= allowance(name))
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .map(name -> Text.of(" (did you mean \"%s\"?)", name))
                .orElseGet(() -> Text.of("; there are: %s", String.join(", ", known)));
    }

    private static int allowance(String name) {
        return Math.max(2, name.length() / 3);
    }

    /** How many letters must be changed, added or taken away to make one text of the other. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] here = new int[other.length() + 1];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int changed = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(changed, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[other.length()];
    }
}
