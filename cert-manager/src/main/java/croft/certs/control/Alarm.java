package croft.certs.control;

import java.util.Locale;

/// How loudly a certificate calls for help, by the share of its life that is left.
enum Alarm {
    NONE,
    NOTICE,
    WARNING,
    CRITICAL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
