package croft.certs.preflight;

import java.util.List;

/// What DNS says when it is asked for the CAA records of one name.
sealed interface CaaAnswer {
    /// There are some, at the name or where its alias leads.
    record Found(List<CaaRecord> records) implements CaaAnswer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /// The name is an alias, and what it leads to was not looked at.
    record Alias(String target) implements CaaAnswer {}

    /// There are none, or there is no such name.
    record None() implements CaaAnswer {}

    /// No answer that can be trusted.
    record Failed(String why) implements CaaAnswer {}
}
