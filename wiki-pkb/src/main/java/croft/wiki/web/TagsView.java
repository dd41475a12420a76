package croft.wiki.web;

import java.util.List;

/// The list of all tags.
record TagsView(List<Row> rows) {
    TagsView {
        rows = List.copyOf(rows);
    }

    /// @param name as it is written, after its parent where it has one
    /// @param depth how many tags it lies below
    record Row(String name, String address, int count, int depth) {}
}
