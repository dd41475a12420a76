package croft.wiki;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Which program this is: two that may render a page in two ways never have the same text. The
/// number of its version does not suffice, as it stays the same from build to build.
///
/// @param text the digest of the jar; for a folder of classes when it was compiled last
record ProgramVersion(String text) {
    static ProgramVersion of(Class<?> program) {
        CodeSource source = program.getProtectionDomain().getCodeSource();
        if (source == null) {
            return new ProgramVersion("unknown");
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            return new ProgramVersion(
                    Files.isDirectory(place) ? lastCompiled(place) : digest(place));
        } catch (IOException | URISyntaxException | IllegalArgumentException _) {
            return new ProgramVersion("unknown");
        }
    }

    private static String lastCompiled(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            FileTime last = FileTime.fromMillis(0);
            for (Path file : files.toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                last = time.compareTo(last) > 0 ? time : last;
            }
            return last.toString();
        }
    }

    private static String digest(Path jar) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
