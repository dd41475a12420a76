package croft.platform.secret;

/// A sealed value stays shut. Carries no cause and no material.
public final class CannotOpen extends Exception {
    private final transient Reason reason;

    CannotOpen(Reason reason, SealContext context) {
        super(context + ": " + reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why a value cannot be opened, as far as can be told without the right key.
    public enum Reason {
        NOT_SEALED("not a sealed value of a version that this program knows"),
        OTHER_KEY("sealed with another vault-key (put the key back that it was sealed with)"),
        ALTERED("altered since it was sealed, or sealed for another place");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
