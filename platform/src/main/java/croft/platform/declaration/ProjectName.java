package croft.platform.declaration;

import java.util.regex.Pattern;

/// The name under which releases of one website are kept, in croft.yml and in `croft deploy`: small
/// letters, digits and hyphens, at most 40 characters.
public record ProjectName(String value) {
    /// For the schema too.
    static final String PATTERN = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private static final Pattern NAME = Pattern.compile(PATTERN);

    public ProjectName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(value)
                            + " is not a name for releases (expected: at most 40 small letters, digits"
                            + " and hyphens, such as journal)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
