package croft.platform.declaration;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The keys of a site's `static`: a folder, or releases.
final class StaticYml {
    private static final int KEPT = 10;
    private static final Duration OLD_ASSETS = Duration.ofDays(7);
    private static final String OLD_ASSETS_EXPECTED =
            "a number with s, m, h or d, such as 7d; or never";

    private static final String PATH = "^/[^?#]*$";

    static final Key<Serving.Folder> FOLDER =
            Key.optional(
                    "folder",
                    new Form.Text<>("a folder", "./www", Optional.of("."), StaticYml::folder),
                    "none",
                    "A folder served as it is. A relative path starts from the folder of croft.yml;"
                            + " the folder need not exist yet.");

    static final Key<ProjectName> RELEASES =
            Key.optional(
                    "releases",
                    new Form.Text<>(
                            "a name",
                            "journal",
                            Optional.of("^" + ProjectName.PATTERN + "$"),
                            (text, _) -> new ProjectName(text)),
                    "none",
                    "What was deployed with `croft deploy` under this name is served, whole releases"
                            + " at a time.");

    static final Key<Integer> KEEP =
            Key.optional(
                    "keep",
                    Numbers.between(1, 1_000, "10"),
                    "10",
                    "How many releases are kept beside the current one: as far can be rolled back.");

    static final Key<HostName> PREVIEWS =
            Key.optional(
                    "previews",
                    new Form.Text<>(
                            "a wildcard",
                            "*.journal.localhost",
                            Optional.of("^\\*\\.[A-Za-z0-9.-]+$"),
                            (text, _) -> wildcard(text)),
                    "none",
                    "Where releases can be looked at before they are current: the label of a release"
                            + " takes the place of the star. Search engines are told to stay away.");

    static final Key<Duration> OLD =
            Key.optional(
                    "old-assets",
                    new Form.Quantity<>(
                            OLD_ASSETS_EXPECTED,
                            "7d",
                            "^(never|" + TimeSpan.PATTERN + ")$",
                            (text, _) ->
                                    text.equals("never")
                                            ? Duration.ZERO
                                            : TimeSpan.parse(text, OLD_ASSETS_EXPECTED)),
                    "`7d`",
                    "How long a file with a hash in its name is still found once the current release"
                            + " has no use for it, so that pages that are open in a browser do not"
                            + " break.");

    static final Key<StaticPolicy.Pages> PAGES =
            Key.optional(
                    "pages",
                    new Form.Choice<>(
                            "both or clean",
                            List.of(
                                    new Form.Option<>(
                                            "both",
                                            Optional.of(StaticPolicy.Pages.BOTH),
                                            "`about.html` answers at `/about` and at `/about.html`"),
                                    new Form.Option<>(
                                            "clean",
                                            Optional.of(StaticPolicy.Pages.CLEAN),
                                            "`/about.html` redirects to `/about`, `/docs/index.html`"
                                                    + " to `/docs/`"))),
                    "`both`",
                    "Under which paths a page is found.");

    static final Key<Boolean> LISTING =
            Key.optional(
                    "listing",
                    CertificatesYml.yesOrNo(),
                    "`no`",
                    "Whether a folder without an index page is listed: as a page, and as JSON for who"
                            + " asks for that.");

    static final Key<String> FALLBACK =
            Key.optional(
                    "fallback",
                    new Form.Text<>(
                            "a path in the site",
                            "/index.html",
                            Optional.of(PATH),
                            (text, _) -> page(text)),
                    "none: such paths are not found",
                    "The page for paths that name nothing, for applications that route in the browser."
                            + " A path that looks like a script, a style, a picture or the like is"
                            + " not found all the same.");

    static final Key<Optional<String>> CHARSET =
            Key.optional(
                    "charset",
                    new Form.Text<>(
                            "a charset or none",
                            "utf-8",
                            Optional.of("^[A-Za-z0-9._:-]+$"),
                            (text, _) -> charset(text)),
                    "`utf-8`",
                    "What text files are said to be written in; `none` says nothing.");

    static final Key<Boolean> SYMLINKS =
            Key.optional(
                    "symlinks",
                    CertificatesYml.yesOrNo(),
                    "`yes`",
                    "Whether symbolic links are followed that stay inside the folder. Others never"
                            + " are.");

    static final Key<List<Placed<Glob>>> DOTFILES =
            Key.optional(
                    "dotfiles",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "a name",
                                    ".nojekyll",
                                    Optional.of("^\\.[^/]+$"),
                                    (text, _) -> dotfile(text)),
                            "a list of names, such as [.nojekyll]",
                            0),
                    "none",
                    "Files and folders that are served although their names begin with a dot; `*`"
                            + " stands for any characters. `/.well-known/` always is.");

    static final Key<StaticPolicy.Rules> RULES =
            Key.optional(
                    "rules",
                    new Form.Choice<>(
                            "a dialect",
                            List.of(
                                    new Form.Option<>(
                                            "auto",
                                            Optional.of(StaticPolicy.Rules.DETECTED),
                                            "in the dialect that the files are written in"),
                                    new Form.Option<>(
                                            "netlify",
                                            Optional.of(StaticPolicy.Rules.NETLIFY),
                                            "as Netlify reads them"),
                                    new Form.Option<>(
                                            "cloudflare",
                                            Optional.of(StaticPolicy.Rules.CLOUDFLARE),
                                            "as Cloudflare Pages reads them"),
                                    new Form.Option<>(
                                            "off",
                                            Optional.of(StaticPolicy.Rules.OFF),
                                            "not at all"))),
                    "`auto`",
                    "How the files `_redirects` and `_headers` of the site are read.");

    static final Key<List<Placed<Origin>>> FORWARD_TO =
            Key.optional(
                    "forward-to",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "an http URL of host and port",
                                    "http://127.0.0.1:3000",
                                    Optional.of("^[Hh][Tt][Tt][Pp]://[^/?#@]+$"),
                                    (text, _) -> Origin.parse(text)),
                            "a list of http URLs, such as [http://127.0.0.1:3000]",
                            0),
                    "none",
                    "The backends that rules of `_redirects` may pass requests on to.");

    private static final List<Key<?>> OF_RELEASES = List.of(KEEP, PREVIEWS, OLD);

    static final Key<Draft> STATIC =
            Key.optional(
                    "static",
                    new Form.TextOrSection<>(
                            new Form.Text<>(
                                    "a folder",
                                    "./www",
                                    Optional.of("."),
                                    (text, folder) -> Draft.of(folder(text, folder))),
                            new Form.Section<>(
                                    "a section",
                                    List.of(
                                            FOLDER,
                                            RELEASES,
                                            KEEP,
                                            PREVIEWS,
                                            OLD,
                                            PAGES,
                                            LISTING,
                                            FALLBACK,
                                            CHARSET,
                                            SYMLINKS,
                                            DOTFILES,
                                            RULES,
                                            FORWARD_TO),
                                    List.of(FOLDER, RELEASES),
                                    StaticYml::draft)),
                    "none",
                    "A folder served as it is, such as `./www`; or a section that says more, or names"
                            + " releases.");

    private StaticYml() {}

    private static Serving.Folder folder(String text, Path folder) {
        return new Serving.Folder(path(text, folder), text);
    }

    /// The folder that is meant, absolute.
    ///
    /// @param folder where relative paths start from
    static Path path(String text, Path folder) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not a folder (expected: a path, such as ./www)");
        }
        if (text.equals("~") || text.startsWith("~/")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " (expected: a path without ~, which is not replaced here)");
        }
        return folder.resolve(text).normalize();
    }

    private static HostName wildcard(String text) {
        HostName name = new HostName(text);
        if (!name.isWildcard()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " has no star (expected: a wildcard such as *."
                            + name
                            + ")");
        }
        return name;
    }

    private static String page(String text) {
        if (!text.startsWith("/") || text.endsWith("/") || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not the path of a file (expected: one such as /index.html)");
        }
        return text;
    }

    private static Optional<String> charset(String text) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        try {
            if (Charset.isSupported(text)) {
                return Optional.of(text.toLowerCase(Locale.ROOT));
            }
        } catch (IllegalCharsetNameException _) {
            // No name of any.
        }
        throw new IllegalArgumentException(
                Shown.quoted(text) + " is not a charset (expected: one such as utf-8; or none)");
    }

    private static Glob dotfile(String text) {
        if (!text.startsWith(".") || text.length() < 2 || text.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a hidden name (expected: one that begins with a dot, without"
                            + " slashes, such as .nojekyll)");
        }
        return new Glob(text);
    }

    private static Draft draft(Fields fields, Review review) {
        StaticPolicy policy = policy(fields);
        if (fields.has(FOLDER)) {
            for (Key<?> key : OF_RELEASES) {
                fields.get(key)
                        .ifPresent(said ->
                                review.mistake(
                                        said.at(),
                                        said.path(),
                                        "stands beside folder (expected: only beside releases)"));
            }
            return new Draft(
                    fields.get(FOLDER)
                            .map(Placed::value)
                            .map(of -> new Serving.Folder(of.folder(), of.asDeclared(), policy)),
                    Optional.empty(),
                    Optional.empty());
        }
        Optional<Placed<ProjectName>> project = fields.get(RELEASES);
        return new Draft(
                project.map(name ->
                        new Serving.Releases(
                                name.value(),
                                fields.get(KEEP).map(Placed::value).orElse(KEPT),
                                fields.get(OLD).map(Placed::value).orElse(OLD_ASSETS),
                                policy)),
                project,
                fields.get(PREVIEWS));
    }

    private static StaticPolicy policy(Fields fields) {
        StaticPolicy known = StaticPolicy.DEFAULT;
        return new StaticPolicy(
                fields.get(PAGES).map(Placed::value).orElse(known.pages()),
                fields.get(LISTING).map(Placed::value).orElse(known.listing()),
                fields.get(FALLBACK).map(Placed::value),
                fields.get(CHARSET).map(Placed::value).orElse(known.charset()),
                fields.get(SYMLINKS).map(Placed::value).orElse(known.symlinks()),
                values(fields, DOTFILES),
                fields.get(RULES).map(Placed::value).orElse(known.rules()),
                values(fields, FORWARD_TO));
    }

    private static <T> List<T> values(Fields fields, Key<List<Placed<T>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    /// What a site says of its files; what had a mistake is absent.
    ///
    /// @param project where it was named
    /// @param previews where releases can be looked at
    record Draft(
            Optional<Serving.Static> serving,
            Optional<Placed<ProjectName>> project,
            Optional<Placed<HostName>> previews) {
        static Draft of(Serving.Folder folder) {
            return new Draft(Optional.of(folder), Optional.empty(), Optional.empty());
        }
    }
}
