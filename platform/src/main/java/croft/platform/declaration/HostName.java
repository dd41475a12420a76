package croft.platform.declaration;

import java.util.Locale;
import java.util.regex.Pattern;

/// A DNS host name in lower case without a trailing dot, or such a name behind `*.`, which stands
/// for exactly one label.
///
/// RFC 1123 §2.1: labels of letters, digits and hyphens, at most 63 octets each, 253 together.
public record HostName(String value) {
    private static final Pattern LABELS =
            Pattern.compile(
                    "(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public HostName {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() > 253 || !LABELS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + value
                            + "\" is not a host name (expected: labels of letters, digits and hyphens)");
        }
    }

    public boolean isWildcard() {
        return value.startsWith("*.");
    }

    /// Whether a request for `host`, lower case and without port, belongs here.
    public boolean matches(String host) {
        if (!isWildcard()) {
            return value.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0
                && host.regionMatches(dot, value, 1, value.length() - 1)
                && host.length() - dot == value.length() - 1;
    }

    @Override
    public String toString() {
        return value;
    }
}
