package croft.wiki.sync;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A copy of the redirects of one wiki, so that they hold also while the database is away. A line
/// each: when, the former path, its address, the path now; paths are percent-encoded.
///
/// @param file in the state of this service
record RedirectFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectFile.class);

    /// What is there; nothing where it cannot be read, as it is a copy.
    Redirects read() {
        List<Redirects.Redirect> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", -1);
                all.add(
                        new Redirects.Redirect(
                                path(parts[1]),
                                new Address(parts[2]),
                                path(parts[3]),
                                Instant.parse(parts[0])));
            }
        } catch (NoSuchFileException _) {
            return Redirects.NONE;
        } catch (IOException
                | IllegalArgumentException
                | DateTimeException
                | IndexOutOfBoundsException e) {
            LOG.warn(
                    "{} is no copy of redirects, the rest of it is left out: {}",
                    file,
                    e.toString());
        }
        return Redirects.of(all);
    }

    /// Replaces the copy.
    void write(Redirects redirects) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    next,
                    redirects.all().stream().map(RedirectFile::line).collect(Collectors.joining()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    private static String line(Redirects.Redirect redirect) {
        return redirect.at()
                + " "
                + Address.ofFile(redirect.former())
                + " "
                + redirect.address()
                + " "
                + Address.ofFile(redirect.path())
                + "\n";
    }

    private static FilePath path(String encoded) {
        return new FilePath(
                URLDecoder.decode(
                        encoded.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
