package croft.platform.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The secrets of this installation: one file each in a folder, or a variable of the environment,
/// which wins. Read anew at each call, so that a changed file counts from the next use.
public final class Secrets {
    /// Keys, tokens and passwords are short; a larger file is a mistake of mounting.
    private static final int MOST_BYTES = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;

    private Secrets(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /// Secrets of a folder and an environment; nothing is read yet.
    ///
    /// @param folder what `CROFT_SECRETS` names; it need not exist when every secret is a variable
    /// @param environment usually `System.getenv()`
    public static Secrets of(Path folder, Map<String, String> environment) {
        return new Secrets(folder.toAbsolutePath().normalize(), Map.copyOf(environment));
    }

    /// The secret's text without the newline that editors and `echo` put at its end.
    ///
    /// @throws MissingSecret if it is in neither place
    /// @throws UnusableSecret if it is empty, too large, not text, or a link that leaves the folder
    public String read(SecretName name) {
        String found = environment.get(name.variable());
        if (found == null) {
            found = readFile(name);
        }
        if (found == null) {
            throw new MissingSecret(
                    "secret %1$s: not found (looked for the variable %2$s and the file %3$s). "
                                    .formatted(name, name.variable(), folder.resolve(name.value()))
                            + "Make one: openssl rand -base64 32 > "
                            + folder.resolve(name.value()));
        }
        String text = withoutLastNewline(found);
        if (text.isEmpty()) {
            throw new UnusableSecret(
                    "secret " + name + ": empty (expected: at least one character)");
        }
        return text;
    }

    private @Nullable String readFile(SecretName name) {
        Path file = folder.resolve(name.value());
        try {
            // Links are allowed, as orchestrators mount secrets through them, but only within.
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new UnusableSecret(
                        "secret " + name + ": " + file + " is a link to a file outside " + folder);
            }
            if (!Files.isRegularFile(file)) {
                throw new UnusableSecret(
                        "secret " + name + ": " + file + " is not a file (expected: a text file)");
            }
            return decode(name, readBounded(name, file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UnusableSecret(
                    "secret %s: %s cannot be read by this user (%s)"
                            .formatted(name, file, e.getClass().getSimpleName()));
        }
    }

    private static byte[] readBounded(SecretName name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableSecret(
                        "secret %s: %s is larger than %d bytes".formatted(name, file, MOST_BYTES));
            }
            return bytes;
        }
    }

    private static String decode(SecretName name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableSecret("secret " + name + ": not UTF-8 text (expected: text)");
        }
    }

    private static String withoutLastNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return "secrets in " + folder;
    }
}
