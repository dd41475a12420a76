package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where links lead.
class LinksTest {
    private static final Pattern FILE =
            Pattern.compile("(.+?)(?: \\[(.*)])?(?: (private|unlisted))?");

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @MethodSource
    void leadWhereTheyAreMeantTo(String section, String from, String link, String expected)
            throws IOException {
        Dialect dialect = section.equals("links strict") ? Dialect.STRICT : Dialect.GARDEN;
        World world = new World();
        section("folder").forEach(line -> put(world, line));

        assertThat(
                        destination(
                                world.garden(dialect),
                                new FilePath(from),
                                World.link(link).orElseThrow()))
                .isEqualTo(expected);
    }

    static List<Arguments> leadWhereTheyAreMeantTo() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String section : List.of("links garden", "links strict")) {
            for (String line : section(section)) {
                String[] parts = line.split("\\|", -1);
                cases.add(
                        Arguments.of(
                                section, parts[0].strip(), parts[1].strip(), parts[2].strip()));
            }
        }
        return cases;
    }

    @Test
    void findNamesInAnySpellingOfTheirCharacters() {
        World world = new World().page("Cafe\u0301.md").page("home.md");

        assertThat(destination(world.garden(), new FilePath("home.md"), wiki("CAF\u00c9")))
                .isEqualTo("Cafe\u0301.md");
    }

    @Test
    void endOnAnyTarget() {
        Garden garden =
                new World().page("home.md").page("a/n.md").page("b/n.md").page("n/n/n.md").garden();
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    for (String piece :
                            List.of(
                                    "/", "../", "./", "a/", "n/", "?", "#", "%", "\u0000", "\uD800",
                                    "n?", " ", "//", ":", "[", "\n")) {
                        for (int times : List.of(1, 10, 1_000)) {
                            for (Facts.Kind kind : Facts.Kind.values()) {
                                String target = piece.repeat(times);
                                destination(garden, new FilePath("a/n.md"), link(kind, target));
                                destination(
                                        garden, new FilePath("a/n.md"), link(kind, target + "n"));
                                garden.named(target);
                                garden.at(target);
                            }
                        }
                    }
                });
    }

    private static Facts.Link wiki(String target) {
        return link(Facts.Kind.WIKI, target);
    }

    private static Facts.Link link(Facts.Kind kind, String target) {
        return new Facts.Link(target, Optional.empty(), kind, false, "");
    }

    private static String destination(Garden garden, FilePath from, Facts.Link link) {
        return switch (garden.reading(_ -> Optional.empty(), _ -> Optional.empty())
                .find(from, link)) {
            case Destination.ToPage(var page) -> page.path().text();
            case Destination.ToFile(var file, var address) -> {
                assertThat(address).isEqualTo(Address.ofFile(file));
                yield file.text();
            }
            case Destination.Missing() -> "-";
            case Destination.Elsewhere() -> "outside";
        };
    }

    private static void put(World world, String line) {
        Matcher file = FILE.matcher(line);
        assertThat(file.matches()).isTrue();
        Visibility visibility =
                Optional.ofNullable(file.group(3))
                        .map(it -> Visibility.valueOf(it.toUpperCase(Locale.ROOT)))
                        .orElse(Visibility.PUBLIC);
        if (file.group(1).endsWith(".md")) {
            World.Plan plan = new World.Plan(file.group(1)).seen(visibility);
            Optional.ofNullable(file.group(2))
                    .ifPresent(names -> plan.called(names.split("; ", -1)));
            world.put(plan);
        } else {
            world.put(file.group(1), visibility, 1);
        }
    }

    private static List<String> section(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LinksTest.class.getResourceAsStream("links.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .dropWhile(line -> !line.equals(name))
                    .skip(1)
                    .takeWhile(line -> line.startsWith("  "))
                    .map(String::strip)
                    .toList();
        }
    }
}
