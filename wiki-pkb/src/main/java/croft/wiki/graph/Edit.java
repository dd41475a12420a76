package croft.wiki.graph;

import croft.wiki.page.FilePath;
import java.util.List;
import java.util.Set;

/// What happened to a folder since a garden was made of it.
///
/// Whatever is named here counts as changed, also if it looks the same: a text can be another under
/// the same head. So nothing belongs here whose octets and time are what they were.
///
/// @param notes pages that are new, or were read anew
/// @param files other files that are new or changed
/// @param removed pages and other files that are gone
public record Edit(List<Note> notes, List<Attachment> files, Set<FilePath> removed) {
    public Edit {
        notes = List.copyOf(notes);
        files = List.copyOf(files);
        removed = Set.copyOf(removed);
    }
}
