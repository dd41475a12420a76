package croft.chat.feed;

import java.util.List;

/// A feed as it was read once.
///
/// @param title plain text; may be empty
/// @param entries in the order of the document, at most [#MOST]
record FeedDocument(String title, List<Entry> entries) {
    /// Feeds have ten to a hundred; one with more is an archive, whose newest come first.
    static final int MOST = 500;

    FeedDocument {
        entries = List.copyOf(entries);
    }
}
