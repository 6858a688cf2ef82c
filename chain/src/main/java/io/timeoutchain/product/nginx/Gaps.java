package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;

/** The gaps that reading nginx can leave. */
final class Gaps {

    private Gaps() {}

    /** A line that nginx would refuse, or that leads to where nothing could be read. */
    static Gap line(String file, int line, Text cause) {
        return new Gap(
                Text.of("configuration of nginx at %s:%s", file, line),
                Text.of("%s:%s: %s", file, line, cause),
                Text.of("run nginx -t on the host as root and repair the line"));
    }

    /** A directive that is there, but whose words could not be understood. */
    static Gap words(Text subject, NginxDirective directive, Text wanted) {
        String place = directive.source().text();
        if (!directive.known()) {
            return directive.legible()
                    ? new Gap(
                            subject,
                            Text.of("%s: the words of %s were left out on the host", place, directive.name()),
                            Text.of("update the host script, or declare the value"))
                    : new Gap(
                            subject,
                            Text.of("%s: the line of %s is broken", place, directive.name()),
                            Text.of("run nginx -t on the host as root and repair the line"));
        }
        return new Gap(
                subject,
                Text.of("%s: \"%s %s\" is not %s", place, directive.name(), String.join(" ", directive.args()), wanted),
                Text.of("run nginx -t on the host as root and repair the line"));
    }

    /** An address that is put together anew for each request. */
    static Gap variables(Text subject, NginxDirective directive) {
        return unsupported(subject, directive, Text.of("it is put together from variables"));
    }

    /** Something that Lua, JavaScript or another program inside nginx decides. */
    static Gap decidedByCode(Text subject, NginxDirective directive) {
        return unsupported(subject, directive, Text.of("%s decides it for each request", directive.name()));
    }

    /** Something that cannot be told from the configuration alone. */
    static Gap unsupported(Text subject, NginxDirective directive, Text why) {
        return new Gap(
                subject, Text.of("%s: %s", directive.source().words(), why), Text.of("declare what stands behind it"));
    }

    /** A port on which nobody outside finds nginx. */
    static Gap notListening(int port, boolean onOtherAddress) {
        return new Gap(
                Text.of("nginx on port %s", port),
                onOtherAddress
                        ? Text.of("nginx listens on port %s only at other addresses", port)
                        : Text.of("no server of the configuration listens on port %s", port),
                Text.of("check the target group's port, and who listens there (ss -ltnp)"));
    }

    /** A name that the host did not resolve for us. */
    static Gap name(String host, String route) {
        return new Gap(
                Text.of("number of addresses of %s, to which %s leads", host, route),
                Text.of("the name was not resolved on the host"),
                Text.of("let the audit resolve it there, or write addresses"));
    }

    /** A directive that stands twice where nginx accepts it once. */
    static Gap twice(Text subject, NginxDirective second) {
        return new Gap(
                subject,
                Text.of(
                        "%s: %s stands here for the second time in its block",
                        second.source().text(), second.name()),
                Text.of("run nginx -t on the host as root and remove one of the two"));
    }

    /** A default that depends on a version which was not read. */
    static Gap version(Text subject, NginxVersion since) {
        return new Gap(
                subject,
                Text.of("it is not written, and its default changed with nginx %s; the version was not read", since),
                Text.of("let the audit run nginx -v on the host, or write the directive"));
    }
}
