package croft.wiki.web;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The files of a wiki as they lie in its folder now. Blocks; any thread that may wait. It gives
/// what it is asked for: whether a reader may see it is the caller's to know.
public interface PageFiles {
    /// The text behind the head of a page.
    Text text(Page page);

    /// A file, opened for reading; whoever asks closes it. Never one outside the folder, wherever
    /// its links lead.
    ///
    /// @return empty if it is not there any more
    Optional<FileChannel> open(FilePath file) throws IOException;

    /// What came of reading a page.
    sealed interface Text {
        /// Its text.
        ///
        /// @param body behind the head
        record Read(String body) implements Text {}

        /// It is larger than what is shown.
        ///
        /// @param octets of the file
        record TooLarge(long octets) implements Text {}

        /// It is there no more, or cannot be read.
        record Unreadable() implements Text {}
    }
}
