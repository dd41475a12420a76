package croft.wiki.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.provider.Arguments;

/// A table of what goes in and what comes out: literals of Java, two lines a case.
final class Pairs {
    private Pairs() {}

    static List<Arguments> read(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Pairs.class.getResourceAsStream(resource), resource)) {
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("\""))
                            .map(line -> line.substring(1, line.length() - 1).translateEscapes())
                            .toList();
            return IntStream.range(0, lines.size() / 2)
                    .mapToObj(i -> Arguments.of(lines.get(2 * i), lines.get(2 * i + 1)))
                    .toList();
        }
    }
}
