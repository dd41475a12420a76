package croft.platform.declaration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The text pairs in `src/test/resources`: `NAME.yml` and what shall come of it, `NAME.expected`.
final class Samples {
    static final Path HOME = Path.of("/srv/home");
    private static final Path FOLDER = Path.of("src/test/resources/croft/platform/declaration");

    private Samples() {}

    static Stream<String> accepted() {
        return names("accepted");
    }

    static Stream<String> rejected() {
        return names("rejected");
    }

    static Stream<String> all() {
        return Stream.concat(accepted(), rejected());
    }

    static String text(String name) {
        return read(name + ".yml");
    }

    static String expected(String name) {
        return read(name + ".expected");
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names(String kind) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> kind + "/" + name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
