package croft.platform.secret;

/// A secret that is in neither of the two places. The message says where it was looked for and how
/// to make one.
public final class MissingSecret extends UnusableSecret {
    MissingSecret(String message) {
        super(message);
    }
}
