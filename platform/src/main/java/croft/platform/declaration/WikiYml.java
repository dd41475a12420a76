package croft.platform.declaration;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The keys of a site's `wiki`.
final class WikiYml {
    private static final int LONGEST_LINE = 200;

    static final Key<FolderName> FOLDER =
            Key.required(
                    "folder",
                    FolderName.form("./pages"),
                    "The folder of Markdown files. A relative path starts from the folder of"
                            + " croft.yml; the folder need not exist yet. Nothing is ever written"
                            + " into it. A folder with a `Rocket.toml` is read as pkb reads it.");

    static final Key<String> NAME =
            line("name", "Notes", "the host", "What the wiki is called, at the top of each page.");

    static final Key<String> TAGLINE =
            line("tagline", "What I know", "none", "A line beside the name.");

    static final Key<String> AUTHOR =
            line("author", "Ada Lovelace", "none", "Who wrote it: at the foot, and in feeds.");

    static final Key<String> AUTHOR_URL =
            Key.optional(
                    "author-url",
                    new Form.Text<>(
                            "an http URL",
                            "https://ada.example.net",
                            Optional.of("^https?://.+$"),
                            (text, _) -> url(text)),
                    "none",
                    "Where the author's name leads.");

    static final Key<Integer> SINCE =
            Key.optional(
                    "since",
                    Numbers.between(1900, 2200, "2015"),
                    "none",
                    "The first year of the copyright, at the foot.");

    static final Key<String> LANGUAGE =
            Key.optional(
                    "language",
                    new Form.Text<>(
                            "a language tag",
                            "en",
                            Optional.of("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"),
                            (text, _) -> language(text)),
                    "`en`",
                    "The language of pages that do not say `lang:` themselves: for search, hyphens"
                            + " and screen readers.");

    static final Key<WikiPolicy.Markdown> MARKDOWN =
            Key.optional(
                    "markdown",
                    new Form.Choice<>(
                            "a kind of Markdown",
                            List.of(
                                    new Form.Option<>(
                                            "auto",
                                            Optional.of(WikiPolicy.Markdown.DETECTED),
                                            "`strict` in a folder with a `Rocket.toml`, else"
                                                    + " `garden`"),
                                    new Form.Option<>(
                                            "strict",
                                            Optional.of(WikiPolicy.Markdown.STRICT),
                                            "CommonMark and nothing else, as pkb has it"),
                                    new Form.Option<>(
                                            "garden",
                                            Optional.of(WikiPolicy.Markdown.GARDEN),
                                            "with links by name, tables, footnotes, callouts, tags,"
                                                    + " formulas and diagrams, as in Obsidian"))),
                    "`auto`",
                    "How the text of pages is read. `croft wiki compare` shows what it would change.");

    static final Key<WikiPolicy.Html> HTML =
            Key.optional(
                    "html",
                    new Form.Choice<>(
                            "sanitized or trusted",
                            List.of(
                                    new Form.Option<>(
                                            "sanitized",
                                            Optional.of(WikiPolicy.Html.SANITIZED),
                                            "what could run, send or load anything from elsewhere is"
                                                    + " taken out"),
                                    new Form.Option<>(
                                            "trusted",
                                            Optional.of(WikiPolicy.Html.TRUSTED),
                                            "it stays as it is: only if everybody who can write into"
                                                    + " the folder may run scripts in readers'"
                                                    + " browsers"))),
                    "`sanitized`",
                    "What becomes of HTML in pages.");

    static final Key<Boolean> LIVE =
            Key.optional(
                    "live",
                    CertificatesYml.yesOrNo(),
                    "`no`",
                    "Whether a page that is open in a browser shows a change by itself: pleasant while"
                            + " writing, a connection for each open page.");

    static final Key<List<Placed<Glob>>> PRIVATE =
            folders("private", "Folders that nobody sees; links to what is in them lead nowhere.");

    static final Key<List<Placed<Glob>>> UNLISTED =
            folders(
                    "unlisted",
                    "Folders whose pages are seen by who knows their addresses, and are in no list,"
                            + " feed or search.");

    static final Key<WikiPolicy.Watch> WATCH =
            Key.optional(
                    "watch",
                    new Form.Choice<>(
                            "events or poll",
                            List.of(
                                    new Form.Option<>(
                                            "events",
                                            Optional.of(WikiPolicy.Watch.EVENTS),
                                            "the system tells"),
                                    new Form.Option<>(
                                            "poll",
                                            Optional.of(WikiPolicy.Watch.POLL),
                                            "by looking again and again, for network file systems"))),
                    "`events`",
                    "How changes are noticed.");

    static final Key<Serving.Wiki> WIKI =
            Key.optional(
                    "wiki",
                    new Form.TextOrSection<>(
                            new Form.Text<>(
                                    "a folder",
                                    "./pages",
                                    Optional.of("."),
                                    (text, folder) ->
                                            wiki(
                                                    FolderName.parse(text, folder),
                                                    WikiPolicy.DEFAULT)),
                            new Form.Section<>(
                                    "a section",
                                    List.of(
                                            FOLDER,
                                            NAME,
                                            TAGLINE,
                                            AUTHOR,
                                            AUTHOR_URL,
                                            SINCE,
                                            LANGUAGE,
                                            MARKDOWN,
                                            HTML,
                                            LIVE,
                                            PRIVATE,
                                            UNLISTED,
                                            WATCH),
                                    List.of(),
                                    (fields, _) -> wiki(fields))),
                    "none",
                    "A folder of Markdown files as a wiki, such as `./pages`; or a section that says"
                            + " more.");

    private WikiYml() {}

    private static Serving.Wiki wiki(FolderName folder, WikiPolicy policy) {
        return new Serving.Wiki(folder.path(), folder.asDeclared(), policy);
    }

    /// The reader notices itself that the folder is missing; this stands in for it until then.
    private static Serving.Wiki wiki(Fields fields) {
        WikiPolicy known = WikiPolicy.DEFAULT;
        return wiki(
                fields.get(FOLDER).map(Placed::value).orElse(FolderName.MISSING),
                new WikiPolicy(
                        text(fields, NAME),
                        text(fields, TAGLINE),
                        text(fields, AUTHOR),
                        text(fields, AUTHOR_URL),
                        fields.get(SINCE)
                                .map(year -> OptionalInt.of(year.value()))
                                .orElse(known.since()),
                        text(fields, LANGUAGE).orElse(known.language()),
                        fields.get(MARKDOWN).map(Placed::value).orElse(known.markdown()),
                        fields.get(HTML).map(Placed::value).orElse(known.html()),
                        fields.get(LIVE).map(Placed::value).orElse(known.live()),
                        globs(fields, PRIVATE),
                        globs(fields, UNLISTED),
                        fields.get(WATCH).map(Placed::value).orElse(known.watch())));
    }

    private static Optional<String> text(Fields fields, Key<String> key) {
        return fields.get(key).map(Placed::value);
    }

    private static List<Glob> globs(Fields fields, Key<List<Placed<Glob>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    private static Key<String> line(String name, String example, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Text<>(
                        "a line of text", example, Optional.of("\\S"), (text, _) -> line(text)),
                otherwise,
                meaning);
    }

    private static String line(String text) {
        String line = text.strip();
        if (line.isEmpty()
                || line.length() > LONGEST_LINE
                || line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " (expected: one line of at most "
                            + LONGEST_LINE
                            + " characters)");
        }
        return line;
    }

    private static Key<List<Placed<Glob>>> folders(String name, String meaning) {
        return Key.optional(
                name,
                new Form.Items<>(
                        new Form.Text<>(
                                "a folder in the wiki",
                                "journal",
                                Optional.of("^[^/].*$"),
                                (text, _) -> glob(text)),
                        "a list of folders, such as [journal, drafts/*]",
                        0),
                "none",
                meaning + " `*` stands for any characters.");
    }

    private static Glob glob(String text) {
        String folder = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (folder.isEmpty()
                || folder.startsWith("/")
                || List.of(folder.split("/", -1)).contains("..")
                || folder.startsWith("./")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a folder in the wiki (expected: a path from its top, such as"
                            + " journal or drafts/*)");
        }
        return new Glob(folder);
    }

    private static String language(String text) {
        try {
            return new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
        } catch (IllformedLocaleException _) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a language tag (expected: one such as en, de or pt-BR)");
        }
    }

    private static String url(String text) {
        try {
            URI url = new URI(text);
            if (("http".equalsIgnoreCase(url.getScheme())
                            || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                Shown.quoted(text)
                        + " is not an http URL (expected: one such as https://ada.example.net)");
    }

    /// A folder as written and as meant.
    record FolderName(Path path, String asDeclared) {
        /// Of a section that names none, which is a mistake already.
        static final FolderName MISSING = new FolderName(Path.of("/"), "");

        static Form<FolderName> form(String example) {
            return new Form.Text<>("a folder", example, Optional.of("."), FolderName::parse);
        }

        static FolderName parse(String text, Path folder) {
            return new FolderName(StaticYml.path(text, folder), text);
        }
    }
}
