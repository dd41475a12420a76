package croft.stack.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of a client, read with a bound.
final class ClientFile {
    /// A key, a chain or a page of settings; a request to cert-manager is not longer either.
    private static final int MOST_OCTETS = 64 * 1024;

    /// One file with all certificates of a busy Traefik.
    private static final int MOST_OCTETS_OF_ALL = 16 * 1024 * 1024;

    private ClientFile() {}

    /// The file's text.
    ///
    /// @throws IOException with a message for the operator
    static String text(Path file) throws IOException {
        return text(file, MOST_OCTETS);
    }

    static String textOfMany(Path file) throws IOException {
        return text(file, MOST_OCTETS_OF_ALL);
    }

    private static String text(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(most + 1);
            if (octets.length > most) {
                throw new IOException("it is larger than " + most + " octets");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(file.getFileName() + " is missing", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file.getFileName() + " must not be read by this user (remedy: sudo)", e);
        }
    }

    /// What is in a folder, by name; nothing if it is none or must not be read.
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// The name without this end.
    static String base(Path file, String end) {
        String name = name(file);
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }
}
