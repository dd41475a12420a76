package croft.platform.secret;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name of a secret, such as `vault-key`: lower-case letters and digits with single hyphens
/// between, at most 64 characters. It is also a file's name, so nothing else is let in.
public record SecretName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public SecretName {
        if (value.length() > 64 || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + value
                            + "\" is not the name of a secret (expected: lower-case letters, digits and hyphens)");
        }
    }

    /// `CROFT_SECRET_VAULT_KEY` for `vault-key`.
    String variable() {
        return "CROFT_SECRET_" + value.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public String toString() {
        return value;
    }
}
