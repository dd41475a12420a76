package croft.edge.http;

import java.nio.charset.StandardCharsets;

/// Names of fields that are met often, so that reading one makes no new string. An open hash table,
/// filled once and never changed.
final class FieldNames {
    private static final int SIZE = 256;
    private static final String[] TABLE = new String[SIZE];

    /// The same names, by the hashes that strings remember.
    private static final String[] BY_TEXT = new String[SIZE];

    static {
        for (String name :
                """
                accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-origin age
                allow alt-svc authorization cache-control connection content-disposition content-encoding
                content-language content-length content-location content-range content-security-policy content-type
                cookie date dnt etag expect expires forwarded from host if-match if-modified-since if-none-match
                if-range if-unmodified-since keep-alive last-modified link location max-forwards origin pragma priority
                proxy-authenticate proxy-authorization proxy-connection range referer referrer-policy retry-after
                sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site
                sec-fetch-user sec-websocket-accept sec-websocket-extensions sec-websocket-key
                sec-websocket-protocol sec-websocket-version server set-cookie strict-transport-security te trailer
                transfer-encoding upgrade upgrade-insecure-requests user-agent vary via www-authenticate
                x-content-type-options x-forwarded-for x-forwarded-host x-forwarded-proto x-frame-options
                x-powered-by x-real-ip x-request-id x-requested-with
                """
                        .strip()
                        .split("\\s+", -1)) {
            byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
            int slot = hash(octets, octets.length);
            while (TABLE[slot] != null) {
                slot = (slot + 1) % SIZE;
            }
            TABLE[slot] = name;
            int place = place(name);
            while (BY_TEXT[place] != null) {
                place = (place + 1) % SIZE;
            }
            BY_TEXT[place] = name;
        }
    }

    private FieldNames() {}

    /// The name in the first `length` octets, in lower case; changes the octets to lower case.
    static String lowerCased(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            byte c = octets[i];
            if (c >= 'A' && c <= 'Z') {
                octets[i] = (byte) (c + 32);
            }
        }
        for (int slot = hash(octets, length); TABLE[slot] != null; slot = (slot + 1) % SIZE) {
            if (same(TABLE[slot], octets, length)) {
                return TABLE[slot];
            }
        }
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Whether it is one of these very objects, and so a token in lower case: asked to be spared a
    /// look at the text, which another object of the same text would be worth.
    @SuppressWarnings("ReferenceEquality")
    static boolean isKnown(String name) {
        for (int slot = place(name); BY_TEXT[slot] != null; slot = (slot + 1) % SIZE) {
            if (BY_TEXT[slot] == name) {
                return true;
            }
        }
        return false;
    }

    private static int place(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 15)) & (SIZE - 1);
    }

    private static boolean same(String name, byte[] octets, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] octets, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + octets[i];
        }
        return (hash ^ (hash >>> 15)) & (SIZE - 1);
    }
}
