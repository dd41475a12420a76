package croft.site.serve;

import croft.site.content.Coded;
import croft.site.content.Coding;
import croft.site.content.Content;
import croft.site.content.Contents;
import croft.site.content.Document;
import croft.site.content.Representation;
import croft.site.content.Tree;
import java.io.IOException;
import java.util.Optional;

/// Chooses and reads the representation of a document that a client likes best.
final class Bodies {
    private final Contents contents;

    Bodies(Contents contents) {
        this.contents = contents;
    }

    /// Empty if a file is no longer the one that was found.
    ///
    /// @throws IOException if it cannot be read
    Optional<Chosen> choose(Asked asked, Tree tree, Document document) throws IOException {
        Coded coded = tree.coded(document);
        Optional<Coding> coding =
                coded.representations().isEmpty()
                        ? Optional.empty()
                        : asked.codings().choose(coded.representations().keySet());
        Representation form = coding.map(coded.representations()::get).orElse(document.plain());
        Optional<Content> content = contents.of(tree, form, asked.preconditions().nameTags());
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chosen(content.get(), coding, coded));
    }
}
