package croft.wiki.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program that colours text in every language, then prints the native libraries that it has in
/// memory: run by [HeadlessTest] in a JVM of its own.
final class HeadlessProbe {
    private HeadlessProbe() {}

    /// Colours, then prints.
    ///
    /// @param arguments names of languages
    public static void main(String[] arguments) throws IOException {
        for (String language : arguments) {
            if (CodeColours.html(language, "int x = 1; // \"text\"\n<a b='c'>\n").isEmpty()) {
                throw new IllegalArgumentException(language + " is not known");
            }
        }
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.endsWith(".so"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .distinct()
                .forEach(System.out::println);
    }
}
