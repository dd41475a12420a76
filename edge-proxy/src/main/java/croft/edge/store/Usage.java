package croft.edge.store;

/// What stored responses take.
///
/// @param entries stored responses, each variant by itself
/// @param bytes taken by their bodies, in all forms
public record Usage(long entries, long bytes) {
    static final Usage NONE = new Usage(0, 0);

    Usage plus(Entry entry) {
        return new Usage(entries + 1, bytes + entry.taken());
    }
}
