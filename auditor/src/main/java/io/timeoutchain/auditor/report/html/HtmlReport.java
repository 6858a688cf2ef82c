package io.timeoutchain.auditor.report.html;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.timeoutchain.auditor.report.Renderer;
import io.timeoutchain.auditor.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report as one HTML file for a browser, for a person who shares it with others. It loads nothing: style and script
 * stand in it, and its own policy lets the browser run and fetch nothing else. Without the script it reads the same and
 * only does not filter.
 */
public final class HtmlReport implements Renderer {

    private static final Pattern INDENT = Pattern.compile("\\s*\\n\\s*");

    /** What only makes a style sheet readable. */
    private static final Pattern SPACE = Pattern.compile("(?<=[\\w)%])\\s(\\{)|([:;,{])\\s");

    /**
     * Ends that follow from what comes next (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags), and line ends
     * where a block begins or ends, which nobody sees; a fifteenth of the page. What is not of the templates is escaped.
     */
    private static final Pattern OPTIONAL =
            Pattern.compile("</(?:td|th|tr|li)>|(?:</p>)?\\n+(?=</?(?:p|ul|ol|li|article|section|details)\\b)");

    private final Words words;

    /** A report whose fixed wording is in the language of {@code locale}: English or Japanese. */
    public HtmlReport(Locale locale) {
        this.words = new Words(locale);
    }

    @Override
    @SuppressWarnings("NullAway") // no interceptor: the compiled templates ask for one and never call it
    public String render(Report report) {
        String style = spoken() + SPACE.matcher(resource("report.css")).replaceAll("$1$2");
        String script = resource("report.js");
        String policy = "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(hash(style), hash(script));
        StringOutput page = new StringOutput();
        JtereportGenerated.render(
                new OwaspHtmlTemplateOutput(page),
                null,
                words,
                Page.of(report, words.of(report)),
                policy,
                style,
                script);
        return OPTIONAL.matcher(page.toString()).replaceAll("");
    }

    /** The words that stand at every finding and at every bar, as the style sheet sets them there: a page is small. */
    private String spoken() {
        return Stream.of(
                        "broken",
                        "does-not-fit",
                        "repair",
                        "severity-high",
                        "severity-medium",
                        "severity-low",
                        "severity-info")
                .map(name -> "--%s:\"%s\";".formatted(name, words.text("style." + name)))
                .collect(Collectors.joining("", ":root{", "}"));
    }

    /** Without its indentation: a page is small. */
    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return INDENT.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a content security policy names the one text that it allows. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
