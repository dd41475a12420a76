package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A URL of a site as somebody types it or copies it from a browser. Scheme and port may be
/// missing, what follows `#` never leaves the browser, and characters that cannot stand in a
/// request are encoded as browsers do it.
///
/// @param host lower case
/// @param port with its colon as typed; empty if none was
/// @param target path and query
record WebAddress(String host, String port, String target) {
    private static final Pattern URL =
            Pattern.compile(
                    "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
                            + "(?<authority>[^/?#]*)(?<target>[^#]*)(?:#.*)?",
                    Pattern.DOTALL);

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]\\s]+)(?<port>:[0-9]{1,5})?:?");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// Reads what was typed.
    ///
    /// @throws CannotStart if it is no URL of a site
    static WebAddress of(String typed) throws CannotStart {
        Matcher url = URL.matcher(typed.strip());
        if (!url.matches()) {
            throw wrong(typed, "is not a URL");
        }
        String scheme = url.group("scheme");
        if (scheme != null && !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
            throw wrong(typed, "begins with " + scheme + "://");
        }
        Matcher authority = AUTHORITY.matcher(url.group("authority"));
        if (!authority.matches()) {
            throw wrong(typed, "has no host");
        }
        String target = url.group("target");
        return new WebAddress(
                ascii(authority.group("host"), typed),
                Objects.requireNonNullElse(authority.group("port"), ""),
                encoded(target.startsWith("/") ? target : "/" + target));
    }

    private static String ascii(String host, String typed) throws CannotStart {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw wrong(typed, "has no host name");
        }
    }

    /// With everything percent-encoded that is neither allowed in a request nor encoded already
    /// (RFC 3986 §2).
    private static String encoded(String target) {
        var encoded = new StringBuilder();
        for (byte octet : target.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && "\"<>\\^`{|}".indexOf(octet) < 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static CannotStart wrong(String typed, String problem) {
        return new CannotStart(
                Exit.USAGE,
                "\""
                        + typed.replaceAll("\\p{Cntrl}", "?")
                        + "\" "
                        + problem
                        + " (expected: a URL of one of the sites, such as"
                        + " https://blog.localhost/about)");
    }

    @Override
    public String toString() {
        return "https://" + host + port + target;
    }
}
