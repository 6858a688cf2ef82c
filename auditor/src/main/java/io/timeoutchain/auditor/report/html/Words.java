package io.timeoutchain.auditor.report.html;

import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Observation;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The fixed wording of the page in one language. */
final class Words {

    static final String BUNDLE = "io.timeoutchain.auditor.report.html.words";

    private final Locale locale;
    private final ResourceBundle bundle;
    private final Phrases phrases;

    /** The wording in the language of {@code locale}; English where there is none. */
    Words(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
        this.phrases = new Phrases(this.locale);
    }

    private Words(Words others, Phrases phrases) {
        this.locale = others.locale;
        this.bundle = others.bundle;
        this.phrases = phrases;
    }

    /** The same wording, in which the hosts of {@code report} have their names. */
    Words of(Report report) {
        return new Words(this, phrases.of(report));
    }

    /** A host by its id, and its name. */
    String host(String id) {
        return phrases.host(id);
    }

    /** {@code text} made visible, to be copied. */
    String command(Text text) {
        return phrases.command(text);
    }

    /** The language that the wording is in, as HTML names it. */
    String language() {
        return locale.toLanguageTag();
    }

    /** What rules, gaps and plans say; everything in it that comes from elsewhere is plain text already. */
    String say(Text text) {
        return phrases.say(text);
    }

    /** {@code text} made visible; as long as a name may be. */
    String name(Text text) {
        return phrases.name(text);
    }

    /** {@code text} made visible; as long as a sentence may be. */
    String sentence(Text text) {
        return phrases.sentence(text);
    }

    /** The first of the hosts {@code ids}, and how many more there are. */
    String hosts(List<String> ids) {
        return phrases.hosts(ids);
    }

    /** {@code seen} in this language, with every text made visible. */
    Observation visible(Observation seen) {
        return new Observation(
                PlainText.name(seen.party()),
                PlainText.name(seen.setting()),
                seen.bound(),
                Text.verbatim(name(seen.text())),
                seen.reading(),
                new Source(name(seen.source().words())));
    }

    /** The words of {@code key}, with {@code arguments} in their places. */
    String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
