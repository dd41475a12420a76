package croft.stack.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The versions that this program was built with.
///
/// @param croft its own
/// @param postgres of the embedded database, such as `18.6.0`
public record Version(String croft, String postgres) {
    /// Reads what the build wrote beside the classes.
    public static Version ofBuild() {
        var properties = new Properties();
        String file = "/croft/stack/version.properties";
        try (InputStream in =
                Objects.requireNonNull(Version.class.getResourceAsStream(file), file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(
                properties.getProperty("croft", "?"), properties.getProperty("postgres", "?"));
    }
}
