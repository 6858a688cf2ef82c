package io.timeoutchain.rule;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Written;
import java.util.List;
import java.util.Optional;

/**
 * One change that would make a broken place hold, ready to be made there.
 *
 * @param party whose setting to change
 * @param setting its name
 * @param from what it says now, for a person; empty where it says nothing
 * @param to what it should say; empty where the change is not a value
 * @param text the line, flag or command that makes the change
 * @param texts every way to write the change, {@code text} first; empty where the change is not a value
 */
public record Repair(
        Product party,
        String setting,
        Optional<io.timeoutchain.model.Text> from,
        Optional<io.timeoutchain.model.Text> to,
        io.timeoutchain.model.Text text,
        List<Text> texts) {

    public Repair {
        texts = List.copyOf(texts);
    }

    /**
     * One way to write a change.
     *
     * @param form what kind of text it is
     * @param where what it goes into, for a person; empty where that is the party's own affair
     * @param text the text, of one or more lines
     */
    public record Text(Written.Form form, String where, String text) {}
}
