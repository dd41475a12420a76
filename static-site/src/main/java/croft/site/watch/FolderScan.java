package croft.site.watch;

import croft.site.content.FolderTree;
import croft.site.content.PlainFolder;
import croft.site.content.SitePath;
import croft.site.content.Visibility;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One walk over a folder. Links are followed as the server follows them, so that a file reachable
/// under two names counts under both; hidden names are passed over. Blocks.
///
/// @param snapshot what there is
/// @param folders all folders met, for watching; links resolved
record FolderScan(Snapshot snapshot, List<Path> folders) {
    /// A snapshot of that many files takes some 6 MB; sites larger than this are compared as a
    /// whole.
    static final int MOST_FILES = 25_000;

    /// Kernel watches are a shared resource (fs.inotify.max_user_watches, from 8192 on old
    /// systems).
    static final int MOST_FOLDERS = 4_000;

    /// The deepest name that can be asked for.
    private static final int DEPTH = 64;

    static FolderScan of(PlainFolder folder) {
        return of(folder, MOST_FILES);
    }

    static FolderScan of(PlainFolder folder, int mostFiles) {
        return switch (folder.reach()) {
            case PlainFolder.Reach.OutOfReach(String problem) ->
                    new FolderScan(Snapshot.unreadable(problem), List.of());
            case PlainFolder.Reach.Reached(FolderTree tree) -> {
                Walk walk = new Walk(tree.top(), tree.visibility(), mostFiles);
                try {
                    Files.walkFileTree(tree.top(), links(tree.visibility()), DEPTH, walk);
                    yield walk.result();
                } catch (IOException e) {
                    yield new FolderScan(
                            Snapshot.unreadable(folder.path() + " cannot be read: " + e),
                            List.of());
                }
            }
        };
    }

    private static Set<FileVisitOption> links(Visibility visibility) {
        return visibility.symlinks() ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of();
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Visibility visibility;
        private final int mostFiles;
        private final Map<SitePath, Long> files = new HashMap<>();
        private final List<Path> folders = new ArrayList<>();
        private long count;
        private long digest;

        Walk(Path top, Visibility visibility, int mostFiles) {
            this.top = top;
            this.visibility = visibility;
            this.mostFiles = mostFiles;
        }

        FolderScan result() {
            boolean complete = count <= mostFiles;
            return new FolderScan(
                    new Snapshot(complete ? files : Map.of(), digest, complete, Optional.empty()),
                    folders);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (folder.equals(top)) {
                folders.add(folder);
                return FileVisitResult.CONTINUE;
            }
            if (visibility.hides(segments(folder))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isSymbolicLink(folder) && !folder.toRealPath().startsWith(top)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (folders.size() < MOST_FOLDERS) {
                folders.add(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            List<String> segments = segments(file);
            boolean counts = !visibility.hides(segments) || Visibility.isRuleFile(segments);
            if (!attributes.isRegularFile() || !counts) {
                return FileVisitResult.CONTINUE;
            }
            long state =
                    Objects.hash(attributes.lastModifiedTime(), changed(file), attributes.fileKey())
                                    * 0x9e3779b97f4a7c15L
                            ^ attributes.size();
            count++;
            digest += mixed(state ^ (long) segments.hashCode() << 32);
            if (count <= mostFiles) {
                files.put(new SitePath(segments, false), state);
            } else {
                files.clear();
            }
            return FileVisitResult.CONTINUE;
        }

        /// What vanishes or may not be read while we walk is no part of the snapshot.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        private static Object changed(Path file) {
            try {
                return (FileTime) Files.getAttribute(file, "unix:ctime");
            } catch (IOException | UnsupportedOperationException _) {
                return "";
            }
        }

        /// Spreads a value over all bits, so that the sum over all files tells sets of them apart
        /// (the finalizer of SplitMix64).
        private static long mixed(long value) {
            long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            return z ^ z >>> 31;
        }

        private List<String> segments(Path path) {
            List<String> segments = new ArrayList<>();
            top.relativize(path).forEach(segment -> segments.add(segment.toString()));
            return segments;
        }
    }
}
