package croft.site.store;

import croft.site.content.SitePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes the entries of an archive one after the other: files go to the store as they come, links
/// become copies of what they lead to.
final class Entries {
    /// Links to links: more are a loop or a joke.
    private static final int LINKS_IN_A_ROW = 16;

    private final BlobStore store;
    private final Bounds bounds;
    private final Draft draft;
    private final List<Link> links = new ArrayList<>();
    private long octets;

    Entries(BlobStore store, Bounds bounds) {
        this.store = store;
        this.bounds = bounds;
        this.draft = new Draft(bounds);
    }

    /// @param content exactly the file's octets; what is left of it is not read
    void file(byte[] rawName, InputStream content) throws IOException {
        count();
        Optional<SitePath> path = path(rawName);
        if (path.isEmpty()) {
            return;
        }
        if (Draft.isHidden(path.get())) {
            draft.leaveOut(path.get());
            return;
        }
        Written.Stored stored = store.write(new Whole(path.get(), content));
        draft.add(path.get(), stored.id(), stored.size());
    }

    /// Folders are made by the files in them; only their names are looked at.
    void folder(byte[] rawName) throws Stop {
        count();
        String name = text(rawName).orElse("/");
        if (!name.replace("/", "").replace(".", "").isEmpty()) {
            path(withoutSlash(rawName));
        }
    }

    void symbolicLink(byte[] rawName, byte[] rawTarget) throws Stop {
        count();
        Optional<SitePath> path = path(rawName);
        Optional<String> target = text(rawTarget);
        if (path.isEmpty()) {
            return;
        }
        if (Draft.isHidden(path.get())) {
            draft.leaveOut(path.get());
        } else if (target.isEmpty()) {
            refuseLink(path.get(), "a name that is not text");
        } else {
            links.add(new Link(path.get(), target.get(), false, draft.count()));
        }
    }

    /// A second name of an earlier entry.
    void hardLink(byte[] rawName, byte[] rawTarget) throws Stop {
        count();
        Optional<SitePath> path = path(rawName);
        Optional<SitePath> target = path(rawTarget);
        if (path.isEmpty() || target.isEmpty()) {
            return;
        }
        if (Draft.isHidden(path.get())) {
            draft.leaveOut(path.get());
        } else {
            String name = String.join("/", target.get().segments());
            links.add(new Link(path.get(), name, true, draft.count()));
        }
    }

    /// An entry that no site has.
    ///
    /// @param kind such as "a device"
    void refuse(byte[] rawName, String kind) throws Stop {
        count();
        refuse(unwanted(rawName, kind));
    }

    static Finding unwanted(byte[] rawName, String kind) {
        return new Finding(
                shown(rawName), "is " + kind, "files, folders and links to files", "leave it out");
    }

    /// Something that makes an entry unreadable, but none of the others.
    void refuse(Finding finding) {
        draft.refuse(finding);
    }

    private void count() throws Stop {
        if (!draft.accepts(1)) {
            throw new Stop(draft.tooMany());
        }
    }

    /// Judges everything.
    Assembled finish() {
        resolveLinks();
        draft.unwrap();
        return draft.finish();
    }

    /// @param last what made it impossible to go on
    Assembled.Refused stop(Finding last) {
        draft.refuse(last);
        return draft.refusal();
    }

    private void resolveLinks() {
        Map<SitePath, Link> byPath = new HashMap<>();
        links.forEach(link -> byPath.put(link.path(), link));
        Map<SitePath, SitePath> ends = new HashMap<>();
        Set<SitePath> wanted = new HashSet<>();
        for (Link link : links) {
            Optional<SitePath> end = end(link, byPath);
            end.ifPresent(path -> {
                ends.put(link.path(), path);
                wanted.add(path);
            });
        }
        Map<SitePath, Draft.Place> found = draft.places(wanted);
        for (Link link : links) {
            SitePath end = ends.get(link.path());
            if (end == null) {
                continue; // a finding already
            }
            Draft.Place place = found.get(end);
            if (place == null) {
                refuseLink(link.path(), shown(end) + ", which is a folder or not in the archive");
            } else if (link.hard() && place.row() >= link.row()) {
                refuseLink(link.path(), shown(end) + ", which comes later in the archive");
            } else {
                draft.add(link.path(), place.blob(), place.size());
            }
        }
    }

    /// Follows a link, and the links that it leads to, without looking whether there is a file.
    private Optional<SitePath> end(Link first, Map<SitePath, Link> byPath) {
        Link link = first;
        for (int i = 0; i < LINKS_IN_A_ROW; i++) {
            Optional<SitePath> target = link.hard() ? named(link.target()) : link.resolved();
            if (target.isEmpty()) {
                refuseLink(
                        first.path(),
                        link.target().startsWith("/")
                                ? link.target() + ", a place on a machine"
                                : link.target() + ", out of the archive");
                return Optional.empty();
            }
            Link next = byPath.get(target.get());
            if (next == null) {
                return target;
            }
            link = next;
        }
        refuseLink(first.path(), "itself, or through more than " + LINKS_IN_A_ROW + " links");
        return Optional.empty();
    }

    private static Optional<SitePath> named(String name) {
        return FileName.of(name) instanceof FileName.Good(SitePath path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private void refuseLink(SitePath path, String where) {
        draft.refuse(
                Finding.of(
                        path,
                        "is a link that leads to " + where,
                        "links to files of the site",
                        "pack what the link leads to, as tar -h does"));
    }

    private Optional<SitePath> path(byte[] rawName) {
        Optional<String> text = text(rawName);
        if (text.isEmpty()) {
            draft.refuse(
                    new Finding(
                            shown(rawName),
                            "has a name that is not UTF-8",
                            "names in UTF-8",
                            "rename it, or pack it with a tool that writes UTF-8"));
            return Optional.empty();
        }
        return switch (FileName.of(text.get())) {
            case FileName.Good(SitePath path) -> Optional.of(path);
            case FileName.Bad(Finding finding) -> {
                draft.refuse(finding);
                yield Optional.empty();
            }
        };
    }

    private static byte[] withoutSlash(byte[] name) {
        int length = name.length;
        while (length > 1 && name[length - 1] == '/') {
            length--;
        }
        return Arrays.copyOf(name, length);
    }

    static Optional<String> text(byte[] name) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// Names that are not text, as if they were in the encoding of old Windows and Unix systems.
    static String shown(byte[] name) {
        return text(name).orElseGet(() -> new String(name, StandardCharsets.ISO_8859_1));
    }

    private static String shown(SitePath path) {
        return String.join("/", path.segments());
    }

    /// A link, and how many files came before it.
    private record Link(SitePath path, String target, boolean hard, int row) {
        /// The name that the target has from the top, unless it leads out.
        Optional<SitePath> resolved() {
            if (target.startsWith("/")) {
                return Optional.empty();
            }
            List<String> segments = new ArrayList<>(path.parent().segments());
            for (String segment : target.split("/", -1)) {
                if (segment.equals("..")) {
                    if (segments.isEmpty()) {
                        return Optional.empty();
                    }
                    segments.removeLast();
                } else if (!segment.isEmpty() && !segment.equals(".")) {
                    segments.add(segment);
                }
            }
            return segments.stream().anyMatch(s -> s.indexOf('\0') >= 0)
                    ? Optional.empty()
                    : Optional.of(new SitePath(segments, false));
        }
    }

    /// Counts one file, and all of them, while they are read.
    private final class Whole extends InputStream {
        private final SitePath path;
        private final InputStream from;
        private long length;

        Whole(SitePath path, InputStream from) {
            this.path = path;
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int at, int most) throws IOException {
            int n = from.read(to, at, most);
            length += Math.max(0, n);
            octets += Math.max(0, n);
            if (length > bounds.fileOctets() || octets > bounds.octets()) {
                throw new Stop(tooLong());
            }
            return n;
        }

        private Finding tooLong() {
            return length > bounds.fileOctets()
                    ? Finding.of(
                            path,
                            "has more than " + bounds.fileOctets() + " octets",
                            "at most that many",
                            "serve it from elsewhere, or raise the limit")
                    : Finding.ofWhole(
                            "all files together have more than " + bounds.octets() + " octets",
                            "at most that many",
                            "publish less, or raise the limit");
        }
    }
}
