package io.timeoutchain.auditor.collect;

/** Makes foreign text fit to stand within a sentence. */
public final class Texts {

    private static final int LONGEST = 300;

    private Texts() {}

    /** The text on one line, without control characters, cut where it is long. */
    public static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
