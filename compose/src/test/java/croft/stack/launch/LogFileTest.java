package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that never fill the disk.
class LogFileTest {
    @TempDir private Path folder = Path.of("unset");

    @Test
    void beginsAnewWhenFullAndKeepsTheTwoBefore() throws IOException {
        var log = new LogFile(folder.resolve("a.log"), 10);
        for (String line : new String[] {"first 1\n", "second\n", "third 3\n", "fourth\n"}) {
            append(log, line);
        }

        assertThat(folder.resolve("a.log")).hasContent("fourth");
        assertThat(folder.resolve("a.log.1")).hasContent("third 3");
        assertThat(folder.resolve("a.log.2")).hasContent("second");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void goesOnInTheFileThatIsThere() throws IOException {
        append(new LogFile(folder.resolve("a.log"), 100), "one\n");
        var log = new LogFile(folder.resolve("a.log"), 100);
        append(log, "two\nthree\n");

        assertThat(folder.resolve("a.log")).hasContent("one\ntwo\nthree\n");
        assertThat(log.tail(2)).containsExactly("two", "three");
    }

    private static void append(LogFile log, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.append(bytes, bytes.length);
    }
}
