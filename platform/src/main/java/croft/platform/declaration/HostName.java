package croft.platform.declaration;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/// A DNS host name in lower case without a trailing dot, or such a name behind `*.`, which stands
/// for exactly one label.
///
/// RFC 1123 §2.1: labels of letters, digits and hyphens, at most 63 octets each, 253 together. A
/// name whose last label is a number would be read as an address by browsers and is none.
public record HostName(String value) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ADDRESS = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");

    public HostName {
        String written = value;
        // Other letters than A-Z must not become ASCII: the Kelvin sign is no k.
        if (written.chars().allMatch(c -> c < 128)) {
            value = written.toLowerCase(Locale.ROOT);
        }
        if (value.length() > 253 || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(written)
                            + " is not a host name (expected: "
                            + expectation(written)
                            + ")");
        }
        if (ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(written) + " is an address (expected: a host name)");
        }
    }

    /// A name that is no wildcard.
    ///
    /// @throws IllegalArgumentException if it is one, or no name at all
    static HostName exact(String value) {
        HostName name = new HostName(value);
        if (name.isWildcard()) {
            throw new IllegalArgumentException(
                    Shown.quoted(value) + " is a wildcard (expected: an exact name)");
        }
        return name;
    }

    public boolean isWildcard() {
        return value.startsWith("*.");
    }

    /// Whether the name can exist on no public network (RFC 6761 §6.2, §6.3), so that no public
    /// authority would certify it.
    public boolean isForDevelopment() {
        return value.equals("localhost")
                || value.endsWith(".localhost")
                || value.equals("test")
                || value.endsWith(".test");
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

    private static String expectation(String written) {
        if (written.length() <= 253 && written.chars().anyMatch(c -> c >= 128)) {
            try {
                String ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
                if (NAME.matcher(ascii).matches()) {
                    return Shown.quoted(ascii);
                }
            } catch (IllegalArgumentException _) {
                // No international name either.
            }
        }
        return "labels of letters, digits and hyphens";
    }
}
