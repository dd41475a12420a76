package croft.site.release;

import croft.platform.declaration.ProjectName;
import croft.site.store.BlobId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A copy of how projects stand, a file for each, by which a service starts and serves while the
/// database is away. It can be thrown away.
///
/// A file is written whole and then takes its name, so there is never half of one; one that cannot
/// be understood is as good as none.
public final class LocalCopies {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

    private static final String HEAD = "croft project 1";

    private final Path folder;

    /// Copies in a folder that is made when it is needed.
    public LocalCopies(Path folder) {
        this.folder = folder;
    }

    /// Never throws: without a copy, the next start needs the database, and that is all.
    synchronized void write(ProjectName project, Standing standing) {
        try {
            Files.createDirectories(folder);
            Path temporary = folder.resolve("." + project + ".new");
            Files.write(temporary, lines(standing), StandardCharsets.UTF_8);
            Files.move(
                    temporary,
                    folder.resolve(project.value()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("no local copy of how {} stands: {}", project, e.toString());
        }
    }

    /// Empty if there is none that can be used.
    Optional<Standing> read(ProjectName project) {
        try {
            return Optional.of(
                    standing(
                            Files.readAllLines(
                                    folder.resolve(project.value()), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the local copy of how {} stands cannot be used: {}", project, e.toString());
            return Optional.empty();
        }
    }

    private static List<String> lines(Standing standing) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        standing.current()
                .ifPresent(c ->
                        lines.add(
                                line(
                                        "current",
                                        c.number(),
                                        c.manifest(),
                                        c.means().word(),
                                        c.at(),
                                        packed(c.by()))));
        for (Release r : standing.releases()) {
            lines.add(
                    line(
                            "release",
                            r.manifest(),
                            r.files(),
                            r.octets(),
                            r.made(),
                            packed(r.by()),
                            packed(r.note())));
        }
        for (OldAsset old : standing.oldAssets()) {
            lines.add(line("old", old.blob(), old.size(), old.until(), packed(old.path())));
        }
        for (String pattern : standing.contentNames()) {
            lines.add(line("changing", packed(pattern)));
        }
        lines.add("end");
        return lines;
    }

    private static String line(Object... words) {
        return String.join(" ", List.of(words).stream().map(Object::toString).toList());
    }

    /// Any text as one word.
    private static String packed(String text) {
        return "=" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unpacked(String word) {
        return new String(Base64.getDecoder().decode(word.substring(1)), StandardCharsets.UTF_8);
    }

    private static Standing standing(List<String> lines) {
        if (lines.size() < 2 || !lines.getFirst().equals(HEAD) || !lines.getLast().equals("end")) {
            throw new IllegalArgumentException("not a whole copy of this version");
        }
        Optional<Promotion> current = Optional.empty();
        List<Release> releases = new ArrayList<>();
        List<OldAsset> old = new ArrayList<>();
        Set<String> changing = new HashSet<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] word = line.split(" ", -1);
            switch (word[0]) {
                case "current" ->
                        current =
                                Optional.of(
                                        new Promotion(
                                                Long.parseLong(word[1]),
                                                blob(word[2]),
                                                Promotion.Means.of(word[3]),
                                                Instant.parse(word[4]),
                                                unpacked(word[5])));
                case "release" ->
                        releases.add(
                                new Release(
                                        blob(word[1]),
                                        Integer.parseInt(word[2]),
                                        Long.parseLong(word[3]),
                                        unpacked(word[6]),
                                        Instant.parse(word[4]),
                                        unpacked(word[5])));
                case "old" ->
                        old.add(
                                new OldAsset(
                                        unpacked(word[4]),
                                        blob(word[1]),
                                        Long.parseLong(word[2]),
                                        Instant.parse(word[3])));
                case "changing" -> changing.add(unpacked(word[1]));
                default -> throw new IllegalArgumentException("\"" + word[0] + "\"");
            }
        }
        return new Standing(current, releases, old, changing);
    }

    private static BlobId blob(String word) {
        return BlobId.parse(word).orElseThrow(() -> new IllegalArgumentException(word));
    }
}
