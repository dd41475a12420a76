package croft.wiki.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.provider.Arguments;

/// A table of texts and what comes of them: `=== name`, the text, `=>`, what is expected.
final class Cases {
    private Cases() {}

    /// Name, text and expectation of each case. The text is without the line end before `=>`.
    static List<Arguments> read(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Cases.class.getResourceAsStream(resource), resource)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(("\n" + all).split("\n=== ", -1)).skip(1).map(Cases::one).toList();
        }
    }

    private static Arguments one(String block) {
        int name = block.indexOf('\n');
        int arrow = block.indexOf("\n=>\n", name);
        if (arrow < 0) {
            throw new IllegalArgumentException("no line => in \"" + block + "\"");
        }
        return Arguments.of(
                block.substring(0, name),
                arrow == name ? "" : block.substring(name + 1, arrow),
                block.substring(arrow + 4).stripTrailing());
    }
}
