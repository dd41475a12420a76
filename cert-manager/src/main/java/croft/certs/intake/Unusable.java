package croft.certs.intake;

/// What was handed in cannot be used; the message says what it is, what was expected, and never
/// quotes it, as it may be a key.
public final class Unusable extends Exception {
    Unusable(String message) {
        super(message);
    }

    Unusable(String message, Throwable cause) {
        super(message, cause);
    }
}
