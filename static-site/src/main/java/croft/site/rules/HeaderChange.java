package croft.site.rules;

/// What the rules change in the fields of an answer. To be applied in order to the fields that the
/// server would send by itself.
public sealed interface HeaderChange {
    /// The field has this value and no other.
    record Set(String name, String value) implements HeaderChange {}

    /// One more line of the field, beside what is there.
    record Add(String name, String value) implements HeaderChange {}

    /// The field is not sent.
    record Remove(String name) implements HeaderChange {}
}
