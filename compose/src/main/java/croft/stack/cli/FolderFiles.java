package croft.stack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files of a folder that is to be deployed, with their hashes. Links are followed, as what
/// they lead to is meant; hidden files stay here.
///
/// @param files in the order of their names
/// @param hidden how many were left out
record FolderFiles(List<File> files, int hidden) {
    private static final String WELL_KNOWN = ".well-known";

    FolderFiles {
        files = List.copyOf(files);
    }

    static FolderFiles of(Path folder) throws IOException {
        Walk walk = new Walk(folder);
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), 64, walk);
        walk.files.sort(Comparator.comparing(File::path));
        return new FolderFiles(walk.files, walk.hidden);
    }

    /// As the deploy API takes it.
    List<Map<String, Object>> list() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (File file : files) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("path", file.path());
            entry.put("sha256", file.sha256());
            entry.put("size", file.size());
            list.add(entry);
        }
        return list;
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// One file.
    ///
    /// @param path in the site, with slashes
    record File(String path, Path location, String sha256, long size) {}

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final List<File> files = new ArrayList<>();
        private int hidden;

        Walk(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isHidden(folder)) {
                hidden++;
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (isHidden(file) || !attributes.isRegularFile()) {
                hidden++;
            } else {
                files.add(
                        new File(
                                top.relativize(file).toString(),
                                file,
                                sha256(file),
                                attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            Path name = path.getFileName();
            return !path.equals(top)
                    && name != null
                    && name.toString().startsWith(".")
                    && !(name.toString().equals(WELL_KNOWN) && top.equals(path.getParent()));
        }
    }
}
