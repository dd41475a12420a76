package croft.site.serve;

import croft.platform.traffic.Field;

/// Fields that answers of many kinds have in common.
final class Answers {
    static final Field NOINDEX = new Field("X-Robots-Tag", "noindex");
    static final Field NOSNIFF = new Field("X-Content-Type-Options", "nosniff");
    static final Field ALLOW = new Field("Allow", "GET, HEAD, OPTIONS");

    private Answers() {}
}
