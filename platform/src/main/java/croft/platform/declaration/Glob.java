package croft.platform.declaration;

/// A pattern for names and paths: `*` stands for any characters, also none; all others for
/// themselves.
///
/// @param text not empty
public record Glob(String text) {
    public Glob {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty pattern (expected: a name, such as _ga*)");
        }
    }

    /// Whether the pattern stands for all of `name`. Takes time of at most the product of both
    /// lengths.
    public boolean matches(String name) {
        int at = 0;
        int read = 0;
        int star = -1;
        int resume = 0;
        while (read < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = read;
            } else if (at < text.length() && text.charAt(at) == name.charAt(read)) {
                at++;
                read++;
            } else if (star >= 0) {
                at = star + 1;
                read = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
