package croft.site.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what answers one request: the order of Cloudflare Pages, except that a page also stays
/// reachable under its file name (`/about.html`, `/docs/index.html`), so that a folder made for
/// another server keeps its links.
///
/// | asked for | there is | answer |
/// |---|---|---|
/// | `/docs/` | `docs/index.html` | it |
/// | `/about/` | `about.html` | 308 `/about` |
/// | `/docs/index/` | `docs/index.html` | 308 `/docs/` |
/// | `/a.css`, `/about.html` | that file | it |
/// | `/docs/index` | `docs/index.html` | 308 `/docs/` |
/// | `/about` | `about.html` | it |
/// | `/docs` | `docs/index.html` | 308 `/docs/` |
public final class Resolver {
    private static final String INDEX = "index";
    private static final String INDEX_PAGE = "index.html";
    private static final String MISSING_PAGE = "404.html";

    private final Tree tree;
    private final List<SitePath> looked = new ArrayList<>();

    private Resolver(Tree tree) {
        this.tree = tree;
    }

    public static Resolution resolve(Tree tree, SitePath path) throws IOException {
        return new Resolver(tree).resolve(path);
    }

    /// The answer for what can name nothing.
    public static Resolution.Missing missing(Tree tree) throws IOException {
        return new Resolver(tree).missing(SitePath.TOP);
    }

    private Resolution resolve(SitePath path) throws IOException {
        return path.slash() ? folder(path) : file(path);
    }

    private Resolution folder(SitePath path) throws IOException {
        return switch (look(path.child(INDEX_PAGE))) {
            case Document index -> new Resolution.Found(index, looked);
            case Entry.Unreadable() -> new Resolution.Forbidden(looked);
            case Entry.Absent(), Entry.Directory() -> {
                if (!path.isTop() && look(path.suffixed(".html")) instanceof Document) {
                    yield new Resolution.Elsewhere(
                            path.name().equals(INDEX) ? path.parent() : path.asFile(), looked);
                }
                yield missing(path);
            }
        };
    }

    private Resolution file(SitePath path) throws IOException {
        return switch (look(path)) {
            case Document exact -> new Resolution.Found(exact, looked);
            case Entry.Unreadable() -> new Resolution.Forbidden(looked);
            case Entry.Absent() -> page(path, false);
            case Entry.Directory() -> page(path, true);
        };
    }

    private Resolution page(SitePath path, boolean folder) throws IOException {
        Entry page = look(path.suffixed(".html"));
        if (page instanceof Document document) {
            return path.name().equals(INDEX)
                    ? new Resolution.Elsewhere(path.parent(), looked)
                    : new Resolution.Found(document, looked);
        }
        if (page instanceof Entry.Unreadable) {
            return new Resolution.Forbidden(looked);
        }
        SitePath index = path.child(INDEX_PAGE);
        if (!folder) {
            looked.add(index); // cannot be there, but would count once it is
        } else if (look(index) instanceof Document) {
            return new Resolution.Elsewhere(path.asFolder(), looked);
        }
        return missing(path);
    }

    private Resolution.Missing missing(SitePath path) throws IOException {
        for (SitePath folder = path.slash() ? path : path.parent(); ; folder = folder.parent()) {
            if (look(folder.child(MISSING_PAGE)) instanceof Document page) {
                return new Resolution.Missing(Optional.of(page), looked);
            }
            if (folder.isTop()) {
                return new Resolution.Missing(Optional.empty(), looked);
            }
        }
    }

    private Entry look(SitePath path) throws IOException {
        looked.add(path);
        return tree.look(path);
    }
}
