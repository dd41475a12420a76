package croft.site.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Finds what answers one request: the order of Cloudflare Pages, except that, unless clean
/// addresses are asked for, a page also stays reachable under its file name (`/about.html`,
/// `/docs/index.html`), so that a folder made for another server keeps its links.
///
/// | asked for | there is | answer | if clean |
/// |---|---|---|---|
/// | `/docs/` | `docs/index.html` | it | |
/// | `/about/` | `about.html` | 308 `/about` | |
/// | `/docs/index/` | `docs/index.html` | 308 `/docs/` | |
/// | `/a.css` | that file | it | |
/// | `/about.html` | that file | it | 308 `/about`, unless that is a file, too |
/// | `/docs/index.html` | that file | it | 308 `/docs/` |
/// | `/docs/index` | `docs/index.html` | 308 `/docs/` | |
/// | `/about` | `about.html` | it | |
/// | `/docs` | `docs/index.html` | 308 `/docs/` | |
///
/// After these come a list of the folder, and the page for paths that name nothing; both only if
/// the site wants them.
public final class Resolver {
    private static final String PAGE = ".html";
    private static final String INDEX = "index";
    private static final String INDEX_PAGE = INDEX + PAGE;

    private final Tree tree;
    private final Addressing addressing;
    private final List<SitePath> looked = new ArrayList<>();

    private Resolver(Tree tree, Addressing addressing) {
        this.tree = tree;
        this.addressing = addressing;
    }

    public static Resolution resolve(Tree tree, SitePath path, Addressing addressing)
            throws IOException {
        Resolver resolver = new Resolver(tree, addressing);
        return path.slash() ? resolver.folder(path) : resolver.file(path);
    }

    private Resolution folder(SitePath path) throws IOException {
        return switch (look(path.child(INDEX_PAGE))) {
            case Document index -> new Resolution.Found(index, looked);
            case Entry.Unreadable() -> new Resolution.Forbidden(looked);
            case Entry.Absent(), Entry.Directory() -> {
                if (!path.isTop() && look(path.suffixed(PAGE)) instanceof Document) {
                    yield new Resolution.Elsewhere(
                            path.name().equals(INDEX) ? path.parent() : path.asFile(), looked);
                }
                yield addressing.listing() && look(path) instanceof Entry.Directory
                        ? new Resolution.Listed(path, looked)
                        : nothing(path);
            }
        };
    }

    private Resolution file(SitePath path) throws IOException {
        return switch (look(path)) {
            case Document exact -> exact(path, exact);
            case Entry.Unreadable() -> new Resolution.Forbidden(looked);
            case Entry.Absent() -> page(path, false);
            case Entry.Directory() -> page(path, true);
        };
    }

    private Resolution exact(SitePath path, Document exact) throws IOException {
        String name = path.name();
        if (!addressing.clean() || !name.endsWith(PAGE) || name.equals(PAGE)) {
            return new Resolution.Found(exact, looked);
        }
        if (name.equals(INDEX_PAGE)) {
            return new Resolution.Elsewhere(path.parent(), looked);
        }
        SitePath bare = path.parent().child(name.substring(0, name.length() - PAGE.length()));
        return look(bare) instanceof Document
                ? new Resolution.Found(exact, looked)
                : new Resolution.Elsewhere(bare, looked);
    }

    private Resolution page(SitePath path, boolean folder) throws IOException {
        Entry page = look(path.suffixed(PAGE));
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
        } else if (look(index) instanceof Document || addressing.listing()) {
            return new Resolution.Elsewhere(path.asFolder(), looked);
        }
        return nothing(path);
    }

    private Resolution nothing(SitePath path) throws IOException {
        if (addressing.fallback().isPresent()
                && !AssetName.is(path.name())
                && look(addressing.fallback().get()) instanceof Document page) {
            return new Resolution.Found(page, looked);
        }
        return new Resolution.Missing(looked);
    }

    private Entry look(SitePath path) throws IOException {
        looked.add(path);
        return tree.look(path);
    }
}
