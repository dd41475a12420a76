package croft.platform.declaration;

/// Whole numbers in croft.yml.
final class Numbers {
    private Numbers() {}

    /// @param example one that is right
    static Form<Integer> between(int least, int most, String example) {
        return new Form.Quantity<>(
                "a whole number",
                example,
                "^[0-9]{1,9}$",
                (text, _) -> {
                    if (!text.matches("[0-9]{1,9}")
                            || Integer.parseInt(text) < least
                            || Integer.parseInt(text) > most) {
                        throw new IllegalArgumentException(
                                Shown.quoted(text)
                                        + " (expected: a whole number from "
                                        + least
                                        + " to "
                                        + most
                                        + ")");
                    }
                    return Integer.parseInt(text);
                });
    }
}
