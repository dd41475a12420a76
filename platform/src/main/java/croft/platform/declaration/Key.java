package croft.platform.declaration;

import java.util.Optional;

/// One key of croft.yml: the single description that reader, schema and reference page share.
///
/// @param form what its value may be, and whether this version knows the feature at all
/// @param otherwise what holds where the key is absent, in words; empty if it must not be absent
/// @param meaning one or two sentences for the reference page and for editors
record Key<T>(String name, Form<T> form, Optional<String> otherwise, String meaning) {
    static <T> Key<T> required(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, Optional.empty(), meaning);
    }

    static <T> Key<T> optional(String name, Form<T> form, String otherwise, String meaning) {
        return new Key<>(name, form, Optional.of(otherwise), meaning);
    }

    /// A key whose feature this version does not have.
    ///
    /// @param shape of the value once the feature is there, in words
    /// @param available what does the job today
    static Key<Void> notYet(String name, String shape, String available, String meaning) {
        return optional(name, new Form.NotYet<>(name, shape, available), "none", meaning);
    }

    boolean isRequired() {
        return otherwise.isEmpty();
    }

    boolean isAvailable() {
        return !(form instanceof Form.NotYet);
    }
}
