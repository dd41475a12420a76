package croft.platform.secret;

/// What a sealed value is and belongs to, such as `certs.version:` and the row's id. A value opens
/// only under the context it was sealed for, so that a row copied over another does not open.
///
/// @param value 1 to 200 characters
public record SealContext(String value) {
    public SealContext {
        if (value.isEmpty() || value.length() > 200) {
            throw new IllegalArgumentException(
                    "context: "
                            + value.length()
                            + " characters (expected: 1 to 200, what the value is and belongs to)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
