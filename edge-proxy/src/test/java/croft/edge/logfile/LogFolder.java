package croft.edge.logfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The folder of an access log, as who reads it sees it.
public record LogFolder(Path path) {
    /// Every line of every file that is no copy being made; once nobody writes any more.
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            try (InputStream plain = Files.newInputStream(file);
                    InputStream in =
                            file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
                String text = new String(in.readAllBytes(), US_ASCII);
                if (!text.isEmpty() && !text.endsWith("\n")) {
                    throw new AssertionError(file + " ends in the middle of a line");
                }
                text.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    /// Files of lines; where one is there both plain and compressed, the latter.
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.filter(file -> !file.toString().endsWith(".part")).toList();
            return all.stream()
                    .filter(file -> !all.contains(Compressor.compressed(file)))
                    .sorted()
                    .toList();
        }
    }

    /// Octets of all files, also of those that are being made.
    long size() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                try {
                    size += Files.size(file);
                } catch (NoSuchFileException _) {
                    // gone meanwhile
                }
            }
        }
        return size;
    }
}
