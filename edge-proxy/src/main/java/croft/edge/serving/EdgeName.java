package croft.edge.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one edge is called among several, and that stays the same across its restarts.
///
/// @param value letters, digits, dots, hyphens and underscores, at most 100
public record EdgeName(String value) {
    public static final String EXPECTATION =
            "a name of letters, digits, dots, hyphens and underscores, at most 100";

    private static final Logger LOG = LoggerFactory.getLogger(EdgeName.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int RANDOM_OCTETS = 8;

    public EdgeName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "name of an edge: "
                            + value.length()
                            + " characters (expected: "
                            + EXPECTATION
                            + ")");
        }
    }

    /// The name in a file; a random one, that is written to it, if there is none yet. Where that
    /// fails, the name is this process's alone.
    public static EdgeName keptIn(Path file) {
        try {
            return new EdgeName(Files.readString(file).strip());
        } catch (NoSuchFileException _) {
            LOG.debug("{}: a new name", file);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{}: a new name, as the old one cannot be read: {}", file, e.getMessage());
        }
        EdgeName name = random();
        try {
            Files.writeString(file, name.value() + "\n");
        } catch (IOException e) {
            LOG.warn(
                    "{}: cannot be written, the name changes at every start: {}",
                    file,
                    e.toString());
        }
        return name;
    }

    private static EdgeName random() {
        byte[] octets = new byte[RANDOM_OCTETS];
        new SecureRandom().nextBytes(octets);
        return new EdgeName("edge-" + HexFormat.of().formatHex(octets));
    }

    @Override
    public String toString() {
        return value;
    }
}
