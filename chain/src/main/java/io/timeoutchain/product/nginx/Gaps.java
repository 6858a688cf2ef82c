package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;

/** The gaps that reading nginx can leave. */
final class Gaps {

    private Gaps() {}

    /** A line that nginx would refuse, or that leads to where nothing could be read. */
    static Gap line(String file, int line, String cause) {
        return new Gap(
                "configuration of nginx at " + file + ":" + line,
                file + ":" + line + ": " + cause,
                "run nginx -t on the host as root and repair the line");
    }

    /** A directive that is there, but whose words could not be understood. */
    static Gap words(String subject, NginxDirective directive, String wanted) {
        String place = directive.source().text();
        if (!directive.known()) {
            return directive.legible()
                    ? new Gap(
                            subject,
                            place + ": the words of " + directive.name() + " were left out on the host",
                            "update the host script, or declare the value")
                    : new Gap(
                            subject,
                            place + ": the line of " + directive.name() + " is broken",
                            "run nginx -t on the host as root and repair the line");
        }
        return new Gap(
                subject,
                place + ": \"" + directive.name() + " " + String.join(" ", directive.args()) + "\" is not " + wanted,
                "run nginx -t on the host as root and repair the line");
    }

    /** An address that is put together anew for each request. */
    static Gap variables(String subject, NginxDirective directive) {
        return unsupported(subject, directive, "it is put together from variables");
    }

    /** Something that Lua, JavaScript or another program inside nginx decides. */
    static Gap decidedByCode(String subject, NginxDirective directive) {
        return unsupported(subject, directive, directive.name() + " decides it for each request");
    }

    /** Something that cannot be told from the configuration alone. */
    static Gap unsupported(String subject, NginxDirective directive, String why) {
        return new Gap(subject, directive.source().text() + ": " + why, "declare what stands behind it");
    }

    /** A port on which nobody outside finds nginx. */
    static Gap notListening(int port, boolean onOtherAddress) {
        return new Gap(
                "nginx on port " + port,
                onOtherAddress
                        ? "nginx listens on port " + port + " only at other addresses"
                        : "no server of the configuration listens on port " + port,
                "check the target group's port, and who listens there (ss -ltnp)");
    }

    /** A name that the host did not resolve for us. */
    static Gap name(String host, String route) {
        return new Gap(
                "number of addresses of " + host + ", to which " + route + " leads",
                "the name was not resolved on the host",
                "let the audit resolve it there, or write addresses");
    }

    /** A directive that stands twice where nginx accepts it once. */
    static Gap twice(String subject, NginxDirective second) {
        return new Gap(
                subject,
                second.source().text() + ": " + second.name() + " stands here for the second time in its block",
                "run nginx -t on the host as root and remove one of the two");
    }

    /** A default that depends on a version which was not read. */
    static Gap version(String subject, NginxVersion since) {
        return new Gap(
                subject,
                "it is not written, and its default changed with nginx " + since + "; the version was not read",
                "let the audit run nginx -v on the host, or write the directive");
    }
}
