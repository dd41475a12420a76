package croft.site.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A folder's files, with no way out of it.
///
/// A symbolic link counts only if the real path it leads to is inside the folder and is not hidden
/// there. Between that check and the opening of the file somebody could exchange a folder for a
/// link; so files are opened by descending from the top, one open folder to the next, refusing
/// links (`openat` with `O_NOFOLLOW`), along the real path that was checked. Special files are told
/// by their type before they are opened; the JDK cannot open without blocking, so a file exchanged
/// for a pipe in that instant would hold up one virtual thread, not give anything away.
///
/// @param top the folder's real path
public record FolderTree(Path top, Visibility visibility) implements Tree {
    private static final int TYPE = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int DIRECTORY = 0x4000;

    private static final Entry ABSENT = new Entry.Absent();
    private static final Entry.Unreadable UNREADABLE = new Entry.Unreadable();
    private static final Entry.Directory FOLDER = new Entry.Directory();

    /// Besides the standard attributes, the change time and the type bits, which only this view of
    /// the JDK's Unix providers has.
    private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,fileKey";

    @Override
    public Entry look(SitePath path) throws IOException {
        Path named;
        try {
            named = top.resolve(String.join("/", path.segments()));
        } catch (InvalidPathException _) {
            return ABSENT; // no name in the file system's encoding
        }
        try {
            Path real = named.toRealPath();
            if (!isInside(real) || !(visibility.symlinks() || real.equals(named))) {
                return ABSENT;
            }
            Map<String, Object> attributes = attributes(real);
            return switch ((int) value(attributes, "mode") & TYPE) {
                case REGULAR -> document(path.asFile(), real, fingerprint(attributes));
                case DIRECTORY -> FOLDER;
                default -> ABSENT;
            };
        } catch (NoSuchFileException _) {
            return ABSENT;
        } catch (AccessDeniedException _) {
            return UNREADABLE;
        } catch (FileSystemException e) {
            if (leadsThroughNoFolder(path)) {
                return ABSENT;
            }
            throw e;
        }
    }

    private static Document document(SitePath path, Path location, Fingerprint fingerprint) {
        return new Document(
                path,
                Representation.changing(location, fingerprint),
                fingerprint.modified(),
                false);
    }

    /// Files beside the plain one, named as tools that compress a site do: `app.js.br`. One that is
    /// older than the plain file was made of something else.
    @Override
    public Coded coded(Document document) throws IOException {
        if (isCoded(document.path().name())) {
            return Coded.NONE;
        }
        Map<Coding, Representation> found = new EnumMap<>(Coding.class);
        List<SitePath> looked = new ArrayList<>();
        for (Coding coding : Coding.values()) {
            SitePath beside = document.path().suffixed(coding.suffix());
            looked.add(beside);
            if (look(beside) instanceof Document sibling
                    && !sibling.modified().isBefore(document.modified())) {
                found.put(coding, sibling.plain());
            }
        }
        return new Coded(found, looked);
    }

    private static boolean isCoded(String name) {
        for (Coding coding : Coding.values()) {
            if (name.endsWith(coding.suffix())) {
                return true;
            }
        }
        return false;
    }

    /// A regular file at the top, links not followed.
    @Override
    public Optional<Document> ruleFile(String name) throws IOException {
        Path place = top.resolve(name);
        try {
            Map<String, Object> attributes = attributes(place);
            return ((int) value(attributes, "mode") & TYPE) == REGULAR
                    ? Optional.of(document(SitePath.file(name), place, fingerprint(attributes)))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Folder> list(SitePath path, int most) throws IOException {
        if (!(look(path) instanceof Entry.Directory)) {
            return Optional.empty();
        }
        List<Folder.Item> items = new ArrayList<>();
        try (DirectoryStream<Path> names =
                Files.newDirectoryStream(top.resolve(String.join("/", path.segments())))) {
            for (Path each : names) {
                SitePath name = path.child(each.getFileName().toString());
                if (visibility.hides(name.segments())) {
                    continue;
                }
                if (items.size() == most) {
                    return Optional.of(new Folder(sorted(items), false));
                }
                switch (look(name)) {
                    case Document file ->
                            items.add(
                                    new Folder.Item(
                                            name.name(),
                                            false,
                                            file.plain().size(),
                                            file.modified()));
                    case Entry.Directory() ->
                            items.add(new Folder.Item(name.name(), true, 0, modified(each)));
                    case Entry.Absent(), Entry.Unreadable() -> {}
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        return Optional.of(new Folder(sorted(items), true));
    }

    private static Instant modified(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder).toInstant();
    }

    private static List<Folder.Item> sorted(List<Folder.Item> items) {
        items.sort(Comparator.comparing(Folder.Item::name));
        return items;
    }

    @Override
    public Optional<OpenFile> open(Representation representation) throws IOException {
        Path location = representation.location();
        if (!location.startsWith(top)) {
            throw new IllegalArgumentException(location + " (expected: a file inside " + top + ")");
        }
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(top)) {
            return descend(secure(folder), top.relativize(location), representation);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException _) {
            // Exchanged since it was found. The JDK gives ELOOP no type of its own, so a failure of
            // the system ends here too; it lasts, and so ends the caller's attempts.
            return Optional.empty();
        }
    }

    /// The state of the file at `location`, links not followed; empty if there is none. Blocks.
    static Optional<Fingerprint> fingerprint(Path location) throws IOException {
        try {
            return Optional.of(fingerprint(attributes(location)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private boolean isInside(Path real) {
        if (!real.startsWith(top)) {
            return false;
        }
        List<String> segments = new ArrayList<>();
        if (!real.equals(top)) {
            top.relativize(real).forEach(segment -> segments.add(segment.toString()));
        }
        return !visibility.hides(segments);
    }

    private static Map<String, Object> attributes(Path path) throws IOException {
        return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    private static Fingerprint fingerprint(Map<String, Object> attributes) {
        return new Fingerprint(
                (long) value(attributes, "size"),
                instant(attributes, "lastModifiedTime"),
                instant(attributes, "ctime"),
                value(attributes, "fileKey"));
    }

    private static Instant instant(Map<String, Object> attributes, String name) {
        return ((FileTime) value(attributes, name)).toInstant();
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    /// Whether a look-up failed because a file or a link stands where a folder would have to be
    /// (ENOTDIR, ELOOP), which the JDK tells only by the system's words.
    private boolean leadsThroughNoFolder(SitePath path) throws IOException {
        Path step = top;
        for (String segment : path.segments()) {
            step = step.resolve(segment);
            if (!Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS)) {
                return Files.exists(step, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return false;
    }

    private static Optional<OpenFile> descend(
            SecureDirectoryStream<Path> folder, Path relative, Representation expected)
            throws IOException {
        int names = relative.getNameCount();
        if (names == 1) {
            return open(folder, relative, expected);
        }
        try (SecureDirectoryStream<Path> next =
                folder.newDirectoryStream(relative.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return descend(next, relative.subpath(1, names), expected);
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) {
        if (folder instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new UnsupportedOperationException(
                "this system opens no files relative to a folder (expected: Linux or macOS)");
    }

    private static Optional<OpenFile> open(
            SecureDirectoryStream<Path> folder, Path name, Representation expected)
            throws IOException {
        FileChannel channel =
                (FileChannel)
                        folder.newByteChannel(
                                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            BasicFileAttributes opened =
                    folder.getFileAttributeView(
                                    name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes();
            // The same file before and after the opening was the same file at the opening.
            Fingerprint found = expected.fingerprint();
            if (found.key().equals(opened.fileKey())
                    && found.size() == opened.size()
                    && found.modified().equals(opened.lastModifiedTime().toInstant())) {
                return Optional.of(new OpenFile(channel, expected));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }
}
