package croft.edge.http2;

import croft.edge.http.FieldSyntax;

/// One field as HPACK carries it. Its syntax is checked once, when it arrives in full; entries of
/// the tables are passed on again and again without a look.
///
/// @param sound whether name and value are what RFC 9113 §8.2.1 allows
record HeaderField(String name, String value, boolean sound) {
    /// What an entry costs beside its octets (RFC 7541 §4.1).
    private static final int OVERHEAD = 32;

    static HeaderField of(String name, String value) {
        return new HeaderField(name, value, isName(name) && FieldSyntax.isFieldValue(value));
    }

    /// A field of this one's name, which need not be looked at again.
    HeaderField with(String other) {
        return new HeaderField(
                name, other, (sound || isName(name)) && FieldSyntax.isFieldValue(other));
    }

    /// The size that dynamic tables and SETTINGS_MAX_HEADER_LIST_SIZE count.
    int size() {
        return name.length() + value.length() + OVERHEAD;
    }

    boolean isPseudo() {
        return !name.isEmpty() && name.charAt(0) == ':';
    }

    /// A token in lower case; a colon only in front.
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return false;
            }
        }
        return FieldSyntax.isToken(name.startsWith(":") ? name.substring(1) : name);
    }
}
