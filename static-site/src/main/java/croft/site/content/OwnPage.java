package croft.site.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A site's own page for an answer that is no success: `404.html` and the like, from the nearest
/// folder that has one.
///
/// @param page empty if the site has none
/// @param looked where it was looked for
public record OwnPage(Optional<Document> page, List<SitePath> looked) {
    public OwnPage {
        looked = List.copyOf(looked);
    }

    /// The page for a status, as seen from `path` upwards.
    ///
    /// @throws IOException if the storage fails
    public static OwnPage of(Tree tree, SitePath path, int status) throws IOException {
        List<SitePath> looked = new ArrayList<>();
        for (SitePath folder = path.slash() ? path : path.parent(); ; folder = folder.parent()) {
            SitePath place = folder.child(status + ".html");
            looked.add(place);
            if (tree.look(place) instanceof Document page) {
                return new OwnPage(Optional.of(page), looked);
            }
            if (folder.isTop()) {
                return new OwnPage(Optional.empty(), looked);
            }
        }
    }
}
