package croft.platform.declaration;

import java.net.Inet6Address;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a backend listens: `http://HOST:PORT`, no path. The host is resolved each time a
/// connection is opened.
///
/// @param host a name or an address literal (IPv6 without brackets)
/// @param port 1 to 65535
public record Origin(String host, int port) {
    /// RFC 9110 §4.2.1.
    private static final int DEFAULT_PORT = 80;

    /// Container names may have underscores, so this is wider than [HostName].
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[^:\\[\\]]*)(:(?<port>[0-9]*))?");

    private static final String EXPECTED = " (expected: http://HOST:PORT)";

    public Origin {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host: empty (expected: a name or an address)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
        }
    }

    /// Reads `http://HOST` or `http://HOST:PORT`.
    ///
    /// @throws IllegalArgumentException if it is anything else
    public static Origin parse(String url) {
        String lower = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        if (lower.equals("https://")) {
            throw new IllegalArgumentException(
                    Shown.quoted(url)
                            + ": https is not available in this version (available: http)");
        }
        if (!lower.startsWith("http://")) {
            throw new IllegalArgumentException(
                    Shown.quoted(url) + " is not an http URL" + EXPECTED);
        }
        String authority = url.substring("http://".length());
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    Shown.quoted(url) + " has a user name or password" + EXPECTED);
        }
        for (String part : new String[] {"/", "?", "#"}) {
            if (authority.contains(part)) {
                throw new IllegalArgumentException(
                        Shown.quoted(url) + " goes on after the port" + EXPECTED);
            }
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException(Shown.quoted(url) + " has no host" + EXPECTED);
        }
        return new Origin(host(parts.group("host"), url), port(parts.group("port"), url));
    }

    private static String host(String host, String url) {
        if (host.startsWith("[")) {
            String literal = host.substring(1, host.length() - 1);
            try {
                var _ = Inet6Address.ofLiteral(literal);
                return literal;
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException(
                        Shown.quoted(url) + ": " + literal + " is not an IPv6 address" + EXPECTED);
            }
        }
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(url)
                            + ": "
                            + Shown.quoted(host)
                            + " is not a host name or address"
                            + EXPECTED);
        }
        return host;
    }

    private static int port(@Nullable String port, String url) {
        if (port == null) {
            return DEFAULT_PORT;
        }
        int number = port.isEmpty() || port.length() > 5 ? 0 : Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException(
                    Shown.quoted(url) + ": port " + Shown.quoted(port) + " (expected: 1-65535)");
        }
        return number;
    }

    @Override
    public String toString() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
