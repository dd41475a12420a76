package croft.site.content;

import java.time.Instant;
import java.util.List;

/// What a folder of a site holds, for a list of it.
///
/// @param items in the order of their names, hidden ones left out
/// @param complete whether these are all
public record Folder(List<Item> items, boolean complete) {
    public Folder {
        items = List.copyOf(items);
    }

    /// One name in a folder.
    ///
    /// @param folder whether it is a folder itself; then it has no size
    /// @param size in octets
    public record Item(String name, boolean folder, long size, Instant modified) {}
}
