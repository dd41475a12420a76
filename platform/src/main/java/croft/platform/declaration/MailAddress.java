package croft.platform.declaration;

/// A mail address, checked only for the shape `local@domain`.
public record MailAddress(String value) {
    public MailAddress {
        int at = value.lastIndexOf('@');
        if (at < 1 || at == value.length() - 1 || value.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    Shown.quoted(value) + " is not a mail address (expected: name@domain)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
