package io.timeoutchain.auditor.failure;

import io.timeoutchain.model.Text;

/** Something that cannot be done, with a sentence for a person that says why. The message is the same in English. */
public abstract class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Text sentence;

    protected Failure(Text sentence) {
        super(sentence.toString());
        this.sentence = sentence;
    }

    /** The sentence for the user. */
    public Text sentence() {
        return sentence;
    }
}
