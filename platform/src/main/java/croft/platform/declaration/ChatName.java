package croft.platform.declaration;

import java.util.regex.Pattern;

/// What croft.yml calls a chat: small letters, digits, hyphens and underscores, at most 40
/// characters.
public record ChatName(String value) {
    /// For the schema too.
    static final String PATTERN = "[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?";

    private static final Pattern NAME = Pattern.compile(PATTERN);

    public ChatName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(value)
                            + " is not a name for a chat (expected: at most 40 small letters, digits,"
                            + " hyphens and underscores, such as wizards)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
