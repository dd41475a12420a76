package croft.wiki.sync;

/// What came of reading the file of a page.
public sealed interface PageText {
    /// Its text.
    ///
    /// @param malformed whether some of its octets were no UTF-8 and stand as U+FFFD
    record Text(String text, boolean malformed) implements PageText {}

    /// It is larger than what is rendered.
    ///
    /// @param octets of the file
    /// @param beginning as much as holds its head
    record TooLarge(long octets, String beginning) implements PageText {}

    /// It is there no more.
    record Gone() implements PageText {}

    /// It is there and cannot be read.
    ///
    /// @param problem what is wrong, for the owner
    record Unreadable(String problem) implements PageText {}
}
