package croft.certs.dns;

/// One value of a TXT record. Names are absolute, in lower case and without the last dot.
///
/// @param zone that it is written to
/// @param owner at or below the zone
/// @param value 1 to 255 characters of visible ASCII or spaces, without quote and backslash: what
///   needs no escape anywhere, and is one string of a TXT record (RFC 1035 §3.3)
public record TxtRecord(String zone, String owner, String value) {
    private static final int LONGEST = 255;

    public TxtRecord {
        Labels.check("zone", zone);
        Labels.check("owner", owner);
        if (!Labels.isWithin(owner, zone)) {
            throw new IllegalArgumentException(
                    "owner: " + owner + " (expected: a name in the zone " + zone + ")");
        }
        if (value.isEmpty()
                || value.length() > LONGEST
                || value.chars().anyMatch(c -> c < ' ' || c > '~' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException(
                    "value: "
                            + Quoted.of(value)
                            + " (expected: 1 to 255 ASCII characters without quote and"
                            + " backslash)");
        }
    }

    /// `_acme-challenge.example.net. TXT "…"`, as in a zone file.
    @Override
    public String toString() {
        return owner + ". TXT \"" + value + "\"";
    }
}
