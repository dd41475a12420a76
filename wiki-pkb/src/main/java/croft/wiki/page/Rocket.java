package croft.wiki.page;

import croft.platform.declaration.HostName;
import croft.platform.declaration.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// pkb's settings, as its `Rocket.toml` has them.
///
/// @param pagesPath the folder of the pages, as written: relative ones from where the file lies
/// @param domain of the site, as pkb puts it into its site map
/// @param problems what in the file is not as pkb wants it; the rest counts
public record Rocket(
        Optional<String> pagesPath,
        Identity identity,
        Optional<HostName> domain,
        List<Problem> problems) {
    /// What the file is called.
    public static final String FILE_NAME = "Rocket.toml";

    /// In the order of who wins: pkb is run as a release, and what is global overrides all.
    private static final List<String> PROFILES = List.of("global", "release", "default");

    public Rocket {
        problems = List.copyOf(problems);
    }

    /// Reads the file.
    public static Rocket parse(String text) {
        return new Reader(Toml.parse(text)).read();
    }

    private static final class Reader {
        private final TomlParseResult toml;
        private final List<Problem> problems = new ArrayList<>();

        Reader(TomlParseResult toml) {
            this.toml = toml;
        }

        Rocket read() {
            toml.errors()
                    .forEach(error ->
                            problem(
                                    error.position(),
                                    "not TOML: " + inOneLine(String.valueOf(error.getMessage()))));
            Optional<String> pages = required("pages_path");
            Identity identity =
                    new Identity(
                            required("name"),
                            required("tagline"),
                            required("author"),
                            required("author_url"),
                            year());
            return new Rocket(pages, identity, domain(), problems);
        }

        private Optional<HostName> domain() {
            return required("domain")
                    .flatMap(text -> {
                        try {
                            return Optional.of(new HostName(text));
                        } catch (IllegalArgumentException e) {
                            problem(position("domain"), "domain: " + e.getMessage());
                            return Optional.empty();
                        }
                    });
        }

        private OptionalInt year() {
            Object value = value("copyright_start_year");
            if (value instanceof Long year && year >= 1 && year <= 9999) {
                return OptionalInt.of(year.intValue());
            }
            problem(
                    position("copyright_start_year"),
                    value == null
                            ? "copyright_start_year is missing (expected: a year); the year of now is used"
                            : "copyright_start_year: "
                                    + Shown.quoted(value.toString())
                                    + " (expected: a year, such as 2015)");
            return OptionalInt.empty();
        }

        private Optional<String> required(String key) {
            Object value = value(key);
            if (value instanceof String text) {
                return Optional.of(text).filter(it -> !it.isBlank());
            }
            problem(
                    position(key),
                    value == null
                            ? key
                                    + " is missing (expected: a line in [default], such as "
                                    + key
                                    + " = \"…\")"
                            : key
                                    + ": "
                                    + Shown.quoted(value.toString())
                                    + " (expected: text in quotes)");
            return Optional.empty();
        }

        private @Nullable Object value(String key) {
            return PROFILES.stream()
                    .map(profile -> entry(profile, key))
                    .filter(Optional::isPresent)
                    .findFirst()
                    .flatMap(found -> found)
                    .orElse(null);
        }

        private Optional<Object> entry(String profile, String key) {
            return toml.get(List.of(profile)) instanceof TomlTable table
                    ? Optional.ofNullable(table.get(List.of(key)))
                    : Optional.empty();
        }

        private @Nullable TomlPosition position(String key) {
            for (String profile : PROFILES) {
                if (entry(profile, key).isPresent()) {
                    return toml.inputPositionOf(List.of(profile, key));
                }
            }
            return null;
        }

        private void problem(@Nullable TomlPosition position, String text) {
            problems.add(new Problem(position == null ? 1 : position.line(), text));
        }

        private static String inOneLine(String text) {
            return text.replaceAll("\\s+", " ").strip();
        }
    }
}
