package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The sample that a newcomer sees first.
class SampleTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"");

    private final Path sample = Path.of("sample").toAbsolutePath();

    @Test
    void isDeclaredWithoutMistakes() throws IOException {
        assertThat(
                        DeclarationReader.read(
                                "croft.yml", sample, Files.readString(sample.resolve("croft.yml"))))
                .isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void linksOnlyToPagesThatExistButForTheOneThatShowsTheError() throws IOException {
        Path site = sample.resolve("www");
        List<String> broken;
        try (Stream<Path> pages = Files.walk(site)) {
            broken =
                    pages.filter(page -> page.toString().endsWith(".html"))
                            .flatMap(SampleTest::links)
                            .filter(link -> !Files.exists(target(site, link)))
                            .distinct()
                            .toList();
        }
        assertThat(broken).containsExactly("/nowhere");
    }

    private static Path target(Path site, String link) {
        return site.resolve(link.substring(1) + (link.endsWith("/") ? "index.html" : ""));
    }

    private static Stream<String> links(Path page) {
        try {
            return LINK.matcher(Files.readString(page)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(page.toString(), e);
        }
    }
}
