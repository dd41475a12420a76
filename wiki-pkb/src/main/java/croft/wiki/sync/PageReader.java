package croft.wiki.sync;

import croft.wiki.page.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;

/// Reads the files of pages, within bounds, and again where one is written to meanwhile. Blocks.
final class PageReader {
    /// Larger pages are not rendered, but named to their reader.
    static final int MOST_OCTETS = Source.LARGEST;

    /// A head is never longer.
    private static final int BEGINNING = 128 * 1024;

    /// After that the file is taken as it is: whoever still writes to it is heard again.
    private static final int TRIES = 5;

    private final int most;

    PageReader() {
        this(MOST_OCTETS);
    }

    PageReader(int most) {
        this.most = most;
    }

    Reading read(Root root, Path file) {
        try {
            // what links lead to was checked by the scan; that may be a while ago
            Path real = file.toRealPath();
            if (!real.startsWith(root.top())) {
                return Reading.without(new PageText.Gone());
            }
            Reading reading = once(real);
            for (int more = 1; more < TRIES && !isStill(real, reading); more++) {
                reading = once(real);
            }
            return reading;
        } catch (NoSuchFileException _) {
            return Reading.without(new PageText.Gone());
        } catch (AccessDeniedException _) {
            return Reading.without(
                    new PageText.Unreadable(
                            "may not be read (let this service's user read it: chmod o+r)"));
        } catch (IOException e) {
            return Reading.without(new PageText.Unreadable("cannot be read: " + e.getMessage()));
        }
    }

    private Reading once(Path real) throws IOException {
        Stat before = stat(real);
        if (before.octets() > most) {
            return new Reading(
                    new PageText.TooLarge(before.octets(), beginning(real)),
                    Optional.of(hashed(real)),
                    Optional.of(before));
        }
        byte[] octets;
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            octets = in.readNBytes(most + 1);
        }
        if (octets.length > most) {
            return once(real); // it has just grown
        }
        return new Reading(text(octets), Optional.of(ContentHash.of(octets)), Optional.of(before));
    }

    private static boolean isStill(Path real, Reading reading) throws IOException {
        return reading.stat().isPresent() && reading.stat().get().equals(stat(real));
    }

    private static Stat stat(Path real) throws IOException {
        return Stat.of(
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static String beginning(Path real) throws IOException {
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
        }
    }

    private static ContentHash hashed(Path real) throws IOException {
        MessageDigest digest = ContentHash.digest();
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return ContentHash.ofDigest(digest.digest());
    }

    private static PageText text(byte[] octets) {
        try {
            return new PageText.Text(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(octets))
                            .toString(),
                    false);
        } catch (CharacterCodingException _) {
            return new PageText.Text(new String(octets, StandardCharsets.UTF_8), true);
        }
    }

    /// What came of reading one file.
    ///
    /// @param hash of its octets, if they could be read
    /// @param stat as it was before it was read
    record Reading(PageText text, Optional<ContentHash> hash, Optional<Stat> stat) {
        static Reading without(PageText text) {
            return new Reading(text, Optional.empty(), Optional.empty());
        }
    }
}
