package croft.wiki.page;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules of [SyncName].
///
/// Syncthing: lib/fs/tempname.go (`.syncthing.NAME.tmp`, on Windows `~syncthing~NAME.tmp`),
/// lib/model/folder.go (conflicts), lib/versioner (versions). Its devices are the first seven
/// characters of a base32 id.
final class FileNames {
    private static final String VERSIONS = ".stversions/";

    /// `note.sync-conflict-20260101-120000-ABCDEFG.md`; a conflict of a conflict has several.
    private static final Pattern SYNCTHING =
            Pattern.compile(
                    "(.+?)((?:\\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[A-Z2-7]{7})?)*)"
                            + "\\.sync-conflict-([0-9]{8}-[0-9]{6})(?:-([A-Z2-7]{7}))?"
                            + "(\\.[^.]*)?",
                    Pattern.DOTALL);

    /// Dropbox: `note (Ann's conflicted copy 2026-01-01).md`; Nextcloud: `note (conflicted copy
    /// 2026-01-01 120000).md`.
    private static final Pattern COPY =
            Pattern.compile(
                    "(.+?) \\((?:[^()]*['’]s? )?conflicted copy (?:[^()]* )?"
                            + "([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{6}))?\\)"
                            + "(?: ?\\([0-9]+\\))?(\\.[^.]*)?",
                    Pattern.DOTALL);

    private static final Pattern VERSION =
            Pattern.compile("(.+)~([0-9]{8}-[0-9]{6})(\\.[^./]*)?", Pattern.DOTALL);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    /// What systems and programs leave in folders, in lower case.
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "icon\r");

    /// What vim writes to see whether it may write.
    private static final String PROBE = "4913";

    private FileNames() {}

    static SyncName of(FilePath path) {
        if (path.text().startsWith(VERSIONS)) {
            return version(path.text().substring(VERSIONS.length()))
                    .orElseGet(SyncName.Hidden::new);
        }
        for (Optional<FilePath> at = path.folder(); at.isPresent(); at = at.get().folder()) {
            if (isTemporary(at.get().name())) {
                return new SyncName.Temporary();
            }
            if (isHidden(at.get().name())) {
                return new SyncName.Hidden();
            }
        }
        String name = path.name();
        if (isTemporary(name)) {
            return new SyncName.Temporary();
        }
        if (isHidden(name)) {
            return new SyncName.Hidden();
        }
        return conflict(path)
                .orElseGet(
                        () -> path.isPage() ? new SyncName.PageFile() : new SyncName.OtherFile());
    }

    private static boolean isTemporary(String name) {
        return name.startsWith(".syncthing.")
                || name.startsWith("~syncthing~")
                || name.startsWith(".#")
                || name.startsWith("~$")
                || name.startsWith(".~")
                || name.endsWith(".tmp")
                || name.endsWith("~")
                || name.endsWith(".swp")
                || name.endsWith(".part")
                || name.endsWith(".crdownload")
                || (name.length() > 2 && name.startsWith("#") && name.endsWith("#"))
                || name.equals(PROBE);
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Optional<SyncName> conflict(FilePath path) {
        Matcher match = SYNCTHING.matcher(path.name());
        if (match.matches()) {
            return Optional.of(
                    new SyncName.Conflict(
                            beside(path, match.group(1) + orNothing(match.group(5))),
                            time(match.group(3)),
                            Optional.ofNullable(match.group(4))));
        }
        match = COPY.matcher(path.name());
        if (match.matches()) {
            String time = match.group(3) == null ? "000000" : match.group(3);
            return Optional.of(
                    new SyncName.Conflict(
                            beside(path, match.group(1) + orNothing(match.group(4))),
                            time(match.group(2).replace("-", "") + "-" + time),
                            Optional.empty()));
        }
        return Optional.empty();
    }

    private static Optional<SyncName> version(String path) {
        Matcher match = VERSION.matcher(path);
        return match.matches()
                ? FilePath.of(match.group(1) + orNothing(match.group(3)))
                        .flatMap(of ->
                                time(match.group(2)).map(time -> new SyncName.Version(of, time)))
                : Optional.empty();
    }

    private static FilePath beside(FilePath path, String name) {
        return path.folder()
                .map(folder -> new FilePath(folder + "/" + name))
                .orElseGet(() -> new FilePath(name));
    }

    private static Optional<LocalDateTime> time(String stamp) {
        try {
            return Optional.of(LocalDateTime.parse(stamp, STAMP));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
