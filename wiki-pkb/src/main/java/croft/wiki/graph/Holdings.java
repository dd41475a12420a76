package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that a folder holds, and what it is called; not yet who links to what.
final class Holdings implements Resolver.Contents {
    final Dialect dialect;

    /// By path in order, with what is private.
    final SortedMap<FilePath, Note> notes;

    /// By path in order, with what is private.
    final SortedMap<FilePath, Attachment> files;

    final Names names;

    private Holdings(
            Dialect dialect,
            SortedMap<FilePath, Note> notes,
            SortedMap<FilePath, Attachment> files,
            Names names) {
        this.dialect = dialect;
        this.notes = notes;
        this.files = files;
        this.names = names;
    }

    static Holdings none(Dialect dialect) {
        return new Holdings(dialect, new TreeMap<>(), new TreeMap<>(), Names.NONE);
    }

    /// What came of an edit.
    ///
    /// @param names that now lead elsewhere, folded
    record Update(Holdings holdings, Set<String> names) {}

    Update with(Edit edit) {
        SortedMap<FilePath, Note> nextNotes = new TreeMap<>(notes);
        SortedMap<FilePath, Attachment> nextFiles = new TreeMap<>(files);
        List<Names.Named> gone = new ArrayList<>();
        List<Names.Named> come = new ArrayList<>();
        for (FilePath path : edit.removed()) {
            gone.addAll(namesOf(nextNotes.remove(path)));
            gone.addAll(namesOf(nextFiles.remove(path)));
        }
        for (Note note : edit.notes()) {
            gone.addAll(namesOf(nextNotes.put(note.page().path(), note)));
            come.addAll(namesOf(note));
        }
        for (Attachment file : edit.files()) {
            gone.addAll(namesOf(nextFiles.put(file.path(), file)));
            come.addAll(namesOf(file));
        }
        Names.Update update = names.with(gone, come);
        return new Update(
                new Holdings(dialect, nextNotes, nextFiles, update.names()), update.changed());
    }

    @Override
    public Optional<Page> page(FilePath path) {
        Note note = notes.get(path);
        return note == null || !note.page().visibility().isServed()
                ? Optional.empty()
                : Optional.of(note.page());
    }

    @Override
    public Optional<Attachment> file(FilePath path) {
        Attachment file = files.get(path);
        return file == null || !file.visibility().isServed() ? Optional.empty() : Optional.of(file);
    }

    boolean isListed(FilePath path) {
        Note note = notes.get(path);
        return note != null && note.page().isListed();
    }

    private List<Names.Named> namesOf(@Nullable Note note) {
        return note == null ? List.of() : Names.of(note.page(), dialect == Dialect.GARDEN);
    }

    private static List<Names.Named> namesOf(@Nullable Attachment file) {
        return file == null ? List.of() : Names.of(file);
    }
}
