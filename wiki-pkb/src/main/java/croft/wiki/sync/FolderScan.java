package croft.wiki.sync;

import croft.wiki.page.FilePath;
import croft.wiki.page.SyncName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One walk over a folder, or over a part of it. Links are followed as long as they stay inside the
/// folder, so that a file that is reachable under two names is there under both. What cannot be
/// read or published is a problem, and never the end. Blocks.
///
/// @param files all that have a name of the wiki's
/// @param folders those that were met, by their paths from the top, for watching
/// @param links the files that are there by a link: the kernel tells nothing of a change of them
/// @param problems by path, for the owner
/// @param unread what is there and could not be read, by path: it says nothing of what it holds
/// @param complete whether `files` holds all
record FolderScan(
        Map<FilePath, Stat> files,
        List<String> folders,
        Set<FilePath> links,
        Map<String, String> problems,
        Set<String> unread,
        boolean complete) {
    /// A bound on memory: a file takes some 300 octets, a page beyond that what it says.
    static final int MOST_FILES = 100_000;

    /// What an address can hold with every octet percent-encoded, and an index of PostgreSQL.
    static final int LONGEST_PATH = 1024;

    /// Nobody's notes are deeper; links that lead in circles are.
    private static final int DEPTH = 40;

    /// Looks through a folder.
    ///
    /// @param start where to begin, from the top; empty for all
    static FolderScan of(Root root, String start, int mostFiles) {
        Walk walk = new Walk(root, mostFiles);
        try {
            Files.walkFileTree(
                    root.place(start), Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, walk);
        } catch (IOException e) {
            walk.unreadable(start, "cannot be read: " + e.getMessage());
        }
        return walk.result();
    }

    /// Whether something is none of the wiki's by its name, such as `.obsidian` or what is still
    /// being written.
    ///
    /// @param path from the top
    static boolean isIgnored(FilePath path) {
        return switch (SyncName.of(path)) {
            case SyncName.PageFile(), SyncName.OtherFile(), SyncName.Conflict _ -> false;
            case SyncName.Temporary(), SyncName.Hidden(), SyncName.Version _ -> true;
        };
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Root root;
        private final int mostFiles;
        private final Map<FilePath, Stat> files = new TreeMap<>();
        private final List<String> folders = new ArrayList<>();
        private final Set<FilePath> links = new HashSet<>();
        private final Map<String, String> problems = new TreeMap<>();
        private final Set<String> unread = new HashSet<>();
        private boolean complete = true;

        Walk(Root root, int mostFiles) {
            this.root = root;
            this.mostFiles = mostFiles;
        }

        FolderScan result() {
            return new FolderScan(files, folders, links, problems, unread, complete);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            String relative = relative(folder);
            if (!relative.isEmpty()) {
                if (isIgnored(folder) || !isNameable(folder, relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.isSymbolicLink(folder) && !leadsInside(folder, relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
            }
            folders.add(relative);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String relative = relative(file);
            if (isIgnored(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isDirectory()) {
                problems.put(
                        root.prefix() + relative,
                        "lies deeper than " + DEPTH + " folders (move it up to publish it)");
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                problems.put(
                        root.prefix() + relative,
                        "is a link to something that is not there (mend or remove it)");
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile() || !isNameable(file, relative)) {
                return FileVisitResult.CONTINUE;
            }
            if (files.size() >= mostFiles) {
                complete = false;
                return FileVisitResult.TERMINATE;
            }
            if (Files.isSymbolicLink(file)) {
                if (!leadsInside(file, relative)) {
                    return FileVisitResult.CONTINUE;
                }
                links.add(root.path(relative));
            }
            files.put(root.path(relative), Stat.of(attributes));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            String relative = relative(file);
            if (isIgnored(file)) {
                return FileVisitResult.CONTINUE;
            }
            switch (cause) {
                case NoSuchFileException _ -> {} // it vanished meanwhile
                case AccessDeniedException _ ->
                        unreadable(
                                relative,
                                "may not be read (let this service's user read it: chmod o+rX)");
                case FileSystemLoopException _ -> circle(relative);
                default -> unreadable(relative, "cannot be read: " + cause.getMessage());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
            if (cause != null) {
                unreadable(relative(folder), "cannot be read to its end: " + cause.getMessage());
            }
            return FileVisitResult.CONTINUE;
        }

        private void unreadable(String relative, String problem) {
            problems.put(root.prefix() + relative, problem);
            unread.add(root.prefix() + relative);
        }

        private boolean isIgnored(Path path) {
            return !path.equals(root.top()) && FolderScan.isIgnored(new FilePath(relative(path)));
        }

        private boolean isNameable(Path path, String relative) {
            String shown = root.prefix() + relative;
            if (!path.equals(root.place(relative))) {
                problems.put(shown, "its name is not UTF-8 (rename it, or convert it with convmv)");
                return false;
            }
            if (shown.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                problems.put(
                        shown,
                        "its path is longer than " + LONGEST_PATH + " octets (shorten a name)");
                return false;
            }
            return true;
        }

        private boolean leadsInside(Path link, String relative) {
            try {
                Path real = link.toRealPath();
                if (!real.startsWith(root.top())) {
                    problems.put(
                            root.prefix() + relative,
                            "is a link that leads out of the folder (put what it leads to inside,"
                                    + " or make the folder of the wiki itself the link)");
                    return false;
                }
                Path parent = link.getParent();
                if (parent != null && parent.toRealPath().startsWith(real)) {
                    circle(relative);
                    return false;
                }
                return true;
            } catch (IOException e) {
                return false; // it went meanwhile
            }
        }

        private void circle(String relative) {
            problems.put(
                    root.prefix() + relative, "is a link to a folder that it lies in (remove it)");
        }

        private String relative(Path path) {
            return root.top().relativize(path).toString();
        }
    }
}
