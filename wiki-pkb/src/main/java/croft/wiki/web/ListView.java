package croft.wiki.web;

import java.util.List;
import java.util.Optional;

/// A list of pages: the index, a tag, a folder.
///
/// @param heading what the list is of
/// @param lead a sentence above it; empty for none
/// @param feed where news of it are, if anywhere
/// @param groups in order
record ListView(String heading, String lead, Optional<String> feed, List<Group> groups) {
    ListView {
        groups = List.copyOf(groups);
    }

    /// Pages that stand together.
    ///
    /// @param name empty for a group without one
    /// @param address of what the name is of, or empty
    record Group(String name, String address, List<Item> items) {
        Group {
            items = List.copyOf(items);
        }
    }

    /// A page in the list.
    ///
    /// @param note beside the title, quiet; empty for none
    record Item(String title, String address, String note) {}
}
