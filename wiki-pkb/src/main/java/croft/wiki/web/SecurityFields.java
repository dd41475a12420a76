package croft.wiki.web;

import croft.platform.traffic.Field;
import java.util.List;

/// Fields that keep a browser from doing with an answer what nobody meant.
final class SecurityFields {
    static final Field NOINDEX = new Field("X-Robots-Tag", "noindex");

    private static final Field NOSNIFF = new Field("X-Content-Type-Options", "nosniff");
    private static final Field REFERRER =
            new Field("Referrer-Policy", "strict-origin-when-cross-origin");

    private SecurityFields() {}

    /// @param policy the value of Content-Security-Policy
    static List<Field> of(String policy) {
        return List.of(new Field("Content-Security-Policy", policy), NOSNIFF, REFERRER);
    }

    static List<Field> ofFile() {
        return List.of(NOSNIFF, REFERRER);
    }
}
