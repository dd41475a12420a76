package croft.stack.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder where what Docker builds an image from is put together.
record Staging(Path folder) {
    /// Begins it anew.
    ///
    /// @param source whose files are in it first
    static Staging of(Path folder, Path source) throws IOException {
        empty(folder);
        var staging = new Staging(folder);
        staging.add(source, "");
        return staging;
    }

    /// Removes a folder if it is there, with all that is in it; the one that it is in is there
    /// then.
    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Removal());
        }
        Files.createDirectories(folder.resolveSibling(""));
    }

    /// Copies a file, or a folder with all that is in it, links as links.
    ///
    /// @param to its name here; empty is the folder itself
    void add(Path from, String to) throws IOException {
        Path target = folder.resolve(to);
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes facts)
                            throws IOException {
                        Files.createDirectories(target.resolve(from.relativize(each).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path each, BasicFileAttributes facts)
                            throws IOException {
                        Files.copy(
                                each,
                                each.equals(from)
                                        ? target
                                        : target.resolve(from.relativize(each).toString()),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                StandardCopyOption.REPLACE_EXISTING,
                                LinkOption.NOFOLLOW_LINKS);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path done, @Nullable IOException problem)
                throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
        }
    }
}
