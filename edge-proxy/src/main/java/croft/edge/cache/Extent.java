package croft.edge.cache;

/// How much of a representation a stored response holds (RFC 9111 §3.3, §3.4).
public sealed interface Extent {
    /// All of it.
    record Whole() implements Extent {}

    /// One range, from a 206.
    ///
    /// @param first octet held, from 0
    /// @param last octet held, inclusive
    /// @param total octets of the whole
    record Part(long first, long last, long total) implements Extent {
        public Part {
            if (first < 0 || last < first || total <= last) {
                throw new IllegalArgumentException(
                        first + "-" + last + "/" + total + " (expected: a range of the whole)");
            }
        }

        /// Octets held.
        public long length() {
            return last - first + 1;
        }
    }

    Extent WHOLE = new Whole();
}
