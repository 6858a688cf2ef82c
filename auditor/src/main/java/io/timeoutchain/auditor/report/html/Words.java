package io.timeoutchain.auditor.report.html;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The fixed wording of the page in one language. */
final class Words {

    static final String BUNDLE = "io.timeoutchain.auditor.report.html.words";

    private final Locale locale;
    private final ResourceBundle bundle;

    /** The wording in the language of {@code locale}; English where there is none. */
    Words(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
    }

    /** The language that the wording is in, as HTML names it. */
    String language() {
        return locale.toLanguageTag();
    }

    /** The words of {@code key}, with {@code arguments} in their places. */
    String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
