package croft.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The folder that our edge's stack runs on: a croft.yml of one site before the origin, and one
/// that is a folder.
///
/// @param files the folder of the second
record EdgeFolder(Path folder, int origin, Path files) {
    /// Writes croft.yml.
    ///
    /// @param edge lines for the section `edge`
    Path write(List<String> edge) throws IOException {
        String section =
                edge.isEmpty()
                        ? ""
                        : edge.stream()
                                .map(line -> "  " + line + "\n")
                                .collect(Collectors.joining("", "edge:\n", ""));
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                %ssites:
                  - host: localhost
                    proxy: http://127.0.0.1:%d
                  - host: %s
                    static: %s
                """
                        .formatted(section, origin, FileServer.HOST, files));
        return folder;
    }
}
