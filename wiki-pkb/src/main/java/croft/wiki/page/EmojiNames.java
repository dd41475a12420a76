package croft.wiki.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The short names of emoji that are one code point, as people write them between colons; read
/// once, from a resource that says where it comes from.
final class EmojiNames {
    private static final Map<Integer, String> NAMES = read();

    private EmojiNames() {}

    /// The name, words parted by spaces.
    static Optional<String> of(int point) {
        return Optional.ofNullable(NAMES.get(point));
    }

    private static Map<Integer, String> read() {
        try (InputStream in =
                Objects.requireNonNull(
                        EmojiNames.class.getResourceAsStream("emoji.txt"),
                        "emoji.txt is in the jar")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    pair -> Integer.parseInt(pair[0], 16), pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("emoji.txt cannot be read from the jar", e);
        }
    }
}
