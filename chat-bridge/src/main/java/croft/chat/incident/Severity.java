package croft.chat.incident;

/// How bad it is. Later ones are worse.
enum Severity {
    NOTICE("🟡"),
    WARNING("🟠"),
    CRITICAL("🔴");

    private final String sign;

    Severity(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean isWorseThan(Severity other) {
        return compareTo(other) > 0;
    }

    /// As services write it in `alarm`.
    static Severity of(String alarm) {
        return switch (alarm) {
            case "notice" -> NOTICE;
            case "critical" -> CRITICAL;
            default -> WARNING;
        };
    }
}
