package croft.platform.service;

/// How log lines look.
public enum LogFormat {
    /// One JSON object a line, for machines.
    JSON,
    /// For people at a terminal.
    TEXT;

    /// The variable that chooses.
    static final String VARIABLE = "CROFT_LOG";

    static LogFormat of(String text) {
        return switch (text) {
            case "json" -> JSON;
            case "text" -> TEXT;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
