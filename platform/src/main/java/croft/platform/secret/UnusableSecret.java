package croft.platform.secret;

/// A secret that is there but cannot be used. The message says what is wrong and what to do, and
/// never holds the secret.
public sealed class UnusableSecret extends RuntimeException permits MissingSecret {
    UnusableSecret(String message) {
        super(message);
    }
}
