package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.render.Dialect;
import java.util.List;

/// Which pages stand for a folder, and which for the whole wiki.
final class Homes {
    /// In the order of who wins.
    private static final List<String> OF_FOLDERS = List.of("index.md", "README.md");

    private static final FilePath HOME = new FilePath("home.md");

    private Homes() {}

    /// Which pages can be at `/`, the first that is there.
    static List<FilePath> ofWiki(Dialect dialect) {
        return switch (dialect) {
            case STRICT -> List.of(HOME);
            case GARDEN -> List.of(HOME, new FilePath("index.md"), new FilePath("README.md"));
        };
    }

    /// Which pages can be at the address of a folder, the first that is there.
    static List<FilePath> of(FilePath folder) {
        return OF_FOLDERS.stream().map(name -> new FilePath(folder + "/" + name)).toList();
    }

    static boolean isFolderPage(FilePath page) {
        return OF_FOLDERS.contains(page.name());
    }
}
