package croft.certs.dns;

import java.util.List;
import java.util.Optional;

/// An interface that has all values of an owner as one set, which is replaced as a whole.
/// [RecordSetDriver] makes a driver of it.
interface RecordSets {
    String zoneOf(String owner) throws DnsTrouble;

    /// The TXT records of exactly this owner; an empty set where there are none.
    RecordSet read(String zone, String owner) throws DnsTrouble;

    /// Replaces them; an empty set deletes them.
    void write(String zone, String owner, RecordSet set) throws DnsTrouble;

    /// All TXT records of one owner.
    ///
    /// @param seconds how long they may be kept; empty if nobody has said so yet
    record RecordSet(Optional<Integer> seconds, List<Entry> entries) {
        static final RecordSet EMPTY = new RecordSet(Optional.empty(), List.of());

        public RecordSet {
            entries = List.copyOf(entries);
        }
    }

    /// One of them.
    ///
    /// @param text as the provider has it: written back to the letter where it is not ours
    /// @param disabled not served, but kept
    record Entry(String text, boolean disabled) {
        boolean is(String value) {
            return !disabled && TxtText.value(text).equals(value);
        }
    }
}
