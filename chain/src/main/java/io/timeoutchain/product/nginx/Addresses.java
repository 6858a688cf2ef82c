package io.timeoutchain.product.nginx;

import java.util.regex.Pattern;

/** What can be told of an address by looking at it. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Addresses() {}

    /** Tells whether it is an address in digits, and not a name. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || (isLiteral(host) && host.startsWith("127."));
    }
}
