package croft.site.rules;

import croft.platform.declaration.Shown;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Scheme, host and port of a URL (RFC 6454 §4): where a rule may forward requests to.
///
/// @param scheme `http` or `https`
/// @param host in lower case; an IPv6 address in brackets
/// @param port 1 to 65535
public record WebOrigin(String scheme, String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(?<scheme>https?)://(?<host>[a-z0-9_][a-z0-9_.-]{0,252}|\\[[0-9a-f:.]{2,45}])"
                            + "(:(?<port>[0-9]{1,5}))?");

    /// Reads `https://HOST`, `http://HOST`, each with or without a port, and nothing behind it.
    ///
    /// @throws IllegalArgumentException if it is anything else
    public static WebOrigin parse(String url) {
        Matcher parts = WRITTEN.matcher(url.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(url)
                            + " is no origin (expected: https://HOST or http://HOST:PORT)");
        }
        String scheme = parts.group("scheme");
        String port = parts.group("port");
        return new WebOrigin(
                scheme,
                parts.group("host"),
                port == null ? defaultPort(scheme) : Integer.parseInt(port));
    }

    public WebOrigin {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
        }
    }

    boolean isOnDefaultPort() {
        return port == defaultPort(scheme);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (isOnDefaultPort() ? "" : ":" + port);
    }
}
