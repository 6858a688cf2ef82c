package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.util.List;

/**
 * A configuration of nginx as a tree, with every include put in its place.
 *
 * @param main the main context
 * @param gaps everything that could not be read, each at its file and line
 */
public record NginxConf(NginxBlock main, List<Gap> gaps) {

    public NginxConf {
        gaps = List.copyOf(gaps);
    }

    /**
     * Reads what {@code nginx -T} printed, or a text of the same form: each file behind a line {@code # configuration
     * file PATH:}, the main one first. What nginx writes to stderr may stand around it; words may have been left out
     * ({@link NginxDirective#REDACTED}).
     *
     * @return what could be read; a text without any file gives an empty tree and a gap
     */
    public static NginxConf parse(String text) {
        ConfigDump dump = new ConfigDump(text);
        if (dump.mainFile().isEmpty()) {
            Gap gap = new Gap(
                    Text.of("configuration of nginx"),
                    dump.complaint()
                            .map(words -> Text.of("nginx -T failed: %s", words))
                            .orElse(Text.of("nginx -T printed no file")),
                    Text.of("run nginx -T on the host as root and repair what it complains about"));
            return new NginxConf(new NginxBlock(List.of(), List.of(gap)), List.of(gap));
        }
        return new TreeBuilder(dump.files()).conf();
    }
}
