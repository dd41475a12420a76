package croft.wiki.sync;

import croft.platform.declaration.Serving;
import croft.platform.declaration.WikiPolicy;
import croft.wiki.page.FilePath;
import croft.wiki.page.Identity;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the files of a wiki are, and what holds for them: the folder of croft.yml as it is found
/// now, which may be one of pkb's.
///
/// @param roots the folder of the pages first
/// @param around folders in which a name decides about everything
/// @param problems of the `Rocket.toml`, for the owner
/// @param generation a digest of all that decides how pages look but their files
record Layout(
        List<Root> roots,
        Set<FolderEars.Ear> around,
        Settings settings,
        List<String> problems,
        String generation) {
    private static final String PUBLIC = "public/";

    Layout {
        roots = List.copyOf(roots);
        around = Set.copyOf(around);
        problems = List.copyOf(problems);
    }

    /// Looks at a folder.
    ///
    /// @param version of this program: another may render another way
    /// @param before what was found the last time; given again if it is the same still
    static Reach of(Serving.Wiki terms, String version, @Nullable Layout before) {
        Path folder = terms.folder();
        try {
            Path top = folder.toRealPath();
            if (!Files.isDirectory(top)) {
                return new Reach.OutOfReach(
                        folder + " is not a folder (name a folder in croft.yml)");
            }
            PkbFolder pkb = PkbFolder.of(top);
            Path pages = pkb.pages().toRealPath();
            if (!Files.isDirectory(pages)) {
                return new Reach.OutOfReach(
                        pkb.pages() + " is not a folder (correct pages_path in Rocket.toml)");
            }
            List<Root> roots = new ArrayList<>();
            roots.add(new Root("", pages));
            pkb.assets().ifPresent(assets -> roots.add(new Root(PUBLIC, assets)));
            String generation = generation(terms.policy(), pkb, version);
            if (before != null && before.isAs(roots, generation)) {
                return new Reach.Reached(before);
            }
            return new Reach.Reached(
                    new Layout(
                            roots,
                            around(folder, top, pkb),
                            settings(terms.policy(), pkb),
                            pkb.problems(),
                            generation));
        } catch (NoSuchFileException e) {
            return new Reach.OutOfReach(
                    e.getFile() + " does not exist (create it, or correct croft.yml)");
        } catch (AccessDeniedException e) {
            return new Reach.OutOfReach(
                    e.getFile()
                            + " may not be reached (let this service's user read it and pass the"
                            + " folders above it: chmod o+rX)");
        } catch (IOException e) {
            return new Reach.OutOfReach(
                    folder + " cannot be read: " + e.getMessage() + " (check the disk)");
        }
    }

    /// What holds for a wiki as croft.yml alone tells it.
    static Settings settings(WikiPolicy policy) {
        return settings(policy, PkbFolder.none(Path.of("/")));
    }

    private static Settings settings(WikiPolicy policy, PkbFolder pkb) {
        Dialect dialect =
                switch (policy.markdown()) {
                    case STRICT -> Dialect.STRICT;
                    case GARDEN -> Dialect.GARDEN;
                    case DETECTED -> pkb.isPkb() ? Dialect.STRICT : Dialect.GARDEN;
                };
        HtmlPolicy html =
                switch (policy.html()) {
                    case SANITIZED -> HtmlPolicy.SANITIZED;
                    case TRUSTED -> HtmlPolicy.TRUSTED;
                };
        return new Settings(
                identity(policy).or(pkb.identity()),
                dialect,
                html,
                policy.language(),
                policy.live(),
                new VisibilityRule(policy.privateFolders(), policy.unlistedFolders()),
                Markdown.of(dialect, html));
    }

    private static Identity identity(WikiPolicy policy) {
        return new Identity(
                policy.name(),
                policy.tagline(),
                policy.author(),
                policy.authorUrl(),
                policy.since());
    }

    private static String generation(WikiPolicy policy, PkbFolder pkb, String version) {
        return ContentHash.of(
                        (policy + "\n" + pkb.identity() + "\n" + pkb.isPkb() + "\n" + version)
                                .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// The folder itself and the links to it can be exchanged, and pkb's settings changed.
    private static Set<FolderEars.Ear> around(Path folder, Path top, PkbFolder pkb) {
        Set<FolderEars.Ear> ears = new LinkedHashSet<>();
        for (Path path : List.of(folder, top, pkb.pages())) {
            Path parent = path.getParent();
            if (parent != null) {
                ears.add(new FolderEars.Ear.OfName(parent, path.getFileName()));
            }
        }
        ears.add(new FolderEars.Ear.OfName(top, Path.of(PkbFolder.SETTINGS)));
        return ears;
    }

    /// Whether the same files make the same pages.
    boolean isAs(Layout other) {
        return isAs(other.roots, other.generation);
    }

    private boolean isAs(List<Root> otherRoots, String otherGeneration) {
        return generation.equals(otherGeneration) && roots.equals(otherRoots);
    }

    /// The folder of the pages.
    Root pages() {
        return roots.getFirst();
    }

    /// The folder that a file of the wiki is in: the last whose files begin so.
    Optional<Root> rootOf(FilePath path) {
        return roots.reversed().stream().filter(root -> root.has(path)).findFirst();
    }

    /// Whether a file is a page.
    boolean isPage(FilePath path) {
        return path.isPage() && rootOf(path).filter(pages()::equals).isPresent();
    }

    /// What came of looking.
    sealed interface Reach {
        /// It is there.
        record Reached(Layout layout) implements Reach {}

        /// It cannot be used.
        ///
        /// @param problem what is wrong with which folder, and what to do
        record OutOfReach(String problem) implements Reach {}
    }
}
