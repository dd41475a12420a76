package croft.stack.bench;

import croft.stack.figures.BodySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The folder in which a bench does everything, and which goes with it.
///
/// @param templates configurations, with `{{NAME}}` for what is known only at a start
record Workshop(Path folder, Path templates) implements AutoCloseable {
    /// Makes the folder, and in it what the origin serves.
    static Workshop make(Path templates, RandomGenerator random) throws IOException {
        Path folder = Files.createTempDirectory("croft-bench");
        // Workers of nginx, Varnish and PostgreSQL are other users when the bench is root's.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String each : List.of("conf", "log", "run", "tls", "www/a", "edge")) {
            Files.createDirectories(folder.resolve(each));
        }
        var workshop = new Workshop(folder, templates);
        for (BodySize size : BodySize.values()) {
            Files.write(workshop.body(size), text(size.octets(), random));
        }
        return workshop;
    }

    /// What the origin answers with.
    Path body(BodySize size) {
        return folder.resolve("www/a").resolve(size.word());
    }

    Path tls(String file) {
        return folder.resolve("tls").resolve(file);
    }

    /// Fills in a template.
    ///
    /// @param values beside the folder
    /// @return the configuration's file
    Path configuration(String template, String name, Map<String, ?> values) throws IOException {
        String text =
                Files.readString(templates.resolve(template)).replace("{{folder}}", "" + folder);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", String.valueOf(value.getValue()));
        }
        Path file = folder.resolve("conf").resolve(name + "-" + template);
        return Files.writeString(file, text);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Letters and digits, which nothing makes much shorter.
    private static byte[] text(int octets, RandomGenerator random) {
        String letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-";
        byte[] text = new byte[octets];
        for (int i = 0; i < octets; i++) {
            text[i] = (byte) letters.charAt(random.nextInt(letters.length()));
        }
        return text;
    }
}
