package io.timeoutchain.auditor.report.html;

import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Source;
import io.timeoutchain.rule.Observation;

/** Makes what comes from elsewhere visible. */
final class Visible {

    private Visible() {}

    /** The same observation with every text made {@linkplain PlainText#name(String) visible}. */
    static Observation of(Observation seen) {
        return new Observation(
                PlainText.name(seen.party()),
                PlainText.name(seen.setting()),
                seen.bound(),
                PlainText.name(seen.text()),
                seen.reading(),
                new Source(PlainText.name(seen.source().text())));
    }
}
