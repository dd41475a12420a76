package croft.wiki.graph;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Visibility;
import java.time.Instant;

/// A file of a wiki that is not a page: a picture, a PDF, a recording.
///
/// @param size in octets
/// @param visibility what its folder says
public record Attachment(FilePath path, long size, Instant modified, Visibility visibility) {
    /// Where readers get it.
    public Address address() {
        return Address.ofFile(path);
    }
}
