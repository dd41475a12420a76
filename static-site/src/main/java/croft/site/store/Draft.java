package croft.site.store;

import croft.site.content.SitePath;
import croft.site.content.Visibility;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The files of a release while they are named one by one, in any order. Not for several threads.
///
/// Files that their names hide from visitors are left out, but for the rule files; names that
/// cannot be, and those that clash, are findings.
public final class Draft {
    /// A row here: the blob, the size, the name.
    private static final int SIZE = BlobId.OCTETS;

    private static final int NAME = SIZE + Long.BYTES;

    private final Bounds bounds;
    private final Findings findings = new Findings();
    private final Map<String, Finding> warnings = new TreeMap<>();
    private byte[][] rows = new byte[64][];
    private int count;
    private int named;
    private int leftOut;
    private long octets;

    /// Empty at first.
    public Draft(Bounds bounds) {
        this.bounds = bounds;
    }

    /// Adds a file.
    ///
    /// @param name with slashes, relative to the site's own folder
    public void add(String name, BlobId blob, long size) {
        if (!accepts(1)) {
            return; // said at the end, once
        }
        switch (FileName.of(name)) {
            case FileName.Bad(Finding finding) -> findings.add(finding);
            case FileName.Good(SitePath path) -> add(path, blob, size);
        }
    }

    void add(SitePath path, BlobId blob, long size) {
        if (size < 0 || size > bounds.fileOctets()) {
            refuse(
                    Finding.of(
                            path,
                            "has " + size + " octets",
                            "0 to " + bounds.fileOctets(),
                            "serve it from elsewhere, or raise the limit"));
            return;
        }
        octets += Math.min(size, Long.MAX_VALUE - octets);
        byte[] name = FileName.octets(path);
        byte[] row = new byte[NAME + name.length];
        blob.write(row, 0);
        ByteBuffer.wrap(row).putLong(SIZE, size);
        System.arraycopy(name, 0, row, NAME, name.length);
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count + (count >> 1));
        }
        rows[count++] = row;
    }

    /// Counts entries of whatever kind against the limit.
    ///
    /// @return whether that is still below it
    boolean accepts(int entries) {
        named += entries;
        return named <= bounds.files();
    }

    Finding tooMany() {
        return Finding.ofWhole(
                "more than " + bounds.files() + " files",
                "at most that many",
                "publish fewer files, or raise the limit");
    }

    /// How many files were added.
    int count() {
        return count;
    }

    /// Where files of these names are, as far as they were added.
    Map<SitePath, Place> places(Set<SitePath> wanted) {
        Map<SitePath, Place> found = new HashMap<>();
        for (int i = 0; i < count && !wanted.isEmpty(); i++) {
            SitePath path = path(i);
            if (wanted.contains(path)) {
                byte[] row = rows[i];
                long size = ByteBuffer.wrap(row).getLong(SIZE);
                found.putIfAbsent(path, new Place(i, BlobId.read(row, 0), size));
            }
        }
        return found;
    }

    Assembled.Refused refusal() {
        return findings.refusal();
    }

    void refuse(Finding finding) {
        findings.add(finding);
    }

    /// Counts a file that was not even stored.
    void leaveOut(SitePath path) {
        leftOut++;
        for (String segment : path.segments()) {
            if (segment.equals(".git")) {
                warnings.putIfAbsent(
                        segment,
                        Finding.of(
                                path,
                                "belongs to a repository; left out",
                                "the built site alone",
                                "publish the generator's output folder"));
            } else if (segment.equals(".env") || segment.startsWith(".env.")) {
                warnings.putIfAbsent(
                        segment,
                        Finding.of(
                                path,
                                "may hold passwords; left out",
                                "the built site alone",
                                "keep it out of the folder, and change what is in it if others saw it"));
            }
        }
    }

    /// Whether a file will be left out wherever the site's own folder is.
    static boolean isHidden(SitePath path) {
        return path.segments().stream()
                .anyMatch(s -> s.startsWith(".") && !s.equals(".well-known"));
    }

    /// Takes the only folder at the top away if everything lies below it and it has a start page:
    /// then it is the folder that was packed, as `tar -c public` and the archives of code hosts
    /// have it. Without a start page it is part of the site.
    void unwrap() {
        byte[] top = new byte[0];
        boolean startPage = false;
        for (int i = 0; i < count; i++) {
            int slash = NAME;
            while (slash < rows[i].length && rows[i][slash] != '/') {
                slash++;
            }
            if (slash == rows[i].length) {
                return;
            }
            if (i == 0) {
                top = Arrays.copyOfRange(rows[i], NAME, slash + 1);
            } else if (!Arrays.equals(rows[i], NAME, slash + 1, top, 0, top.length)) {
                return;
            }
            startPage |=
                    new String(
                                    rows[i],
                                    slash + 1,
                                    rows[i].length - slash - 1,
                                    StandardCharsets.UTF_8)
                            .equals("index.html");
        }
        if (startPage) {
            for (int i = 0; i < count; i++) {
                byte[] row = rows[i];
                byte[] shorter = Arrays.copyOf(row, row.length - top.length);
                System.arraycopy(
                        row, NAME + top.length, shorter, NAME, row.length - NAME - top.length);
                rows[i] = shorter;
            }
        }
    }

    /// The release, or why there is none. Ends the draft.
    public Assembled finish() {
        dropHidden();
        Arrays.sort(
                rows,
                0,
                count,
                (a, b) -> Arrays.compareUnsigned(a, NAME, a.length, b, NAME, b.length));
        if (named > bounds.files()) {
            refuse(tooMany());
        }
        if (octets > bounds.octets()) {
            refuse(
                    Finding.ofWhole(
                            "all files together have " + octets + " octets",
                            "at most " + bounds.octets(),
                            "publish less, or raise the limit"));
        }
        findClashes();
        findFilesThatAreFolders();
        if (!findings.isEmpty()) {
            return findings.refusal();
        }
        if (count == 0) {
            refuse(
                    Finding.ofWhole(
                            leftOut == 0 ? "holds no files" : "holds hidden files only",
                            "at least one that visitors may see",
                            "publish the folder that has index.html"));
            return findings.refusal();
        }
        ManifestWriter writer = new ManifestWriter();
        for (int i = 0; i < count; i++) {
            byte[] row = rows[i];
            writer.add(
                    Arrays.copyOfRange(row, NAME, row.length),
                    ByteBuffer.wrap(row).getLong(SIZE),
                    BlobId.read(row, 0));
            rows[i] = new byte[0]; // a large list is not held twice
        }
        return new Assembled.Whole(writer.end(), leftOut, List.copyOf(warnings.values()));
    }

    private void dropHidden() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            SitePath path = path(i);
            if (Visibility.DEFAULT.hides(path.segments()) && path.name().startsWith("_")) {
                rows[kept++] = rows[i]; // a rule file
            } else if (Visibility.DEFAULT.hides(path.segments())) {
                leaveOut(path);
            } else {
                rows[kept++] = rows[i];
            }
        }
        count = kept;
    }

    /// Names that are one on a file system that ignores case, or that composes letters and accents:
    /// the site could not be unpacked there, and which of the two a link meant is a guess.
    private void findClashes() {
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = hash(fold(path(i)));
        }
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeated.add(sorted[i]);
            }
        }
        if (repeated.isEmpty()) {
            return;
        }
        Map<String, SitePath> met = new HashMap<>();
        for (int i = 0; i < count; i++) {
            if (repeated.contains(hashes[i])) {
                SitePath path = path(i);
                SitePath before = met.putIfAbsent(fold(path), path);
                if (before != null) {
                    refuse(clash(before, path));
                }
            }
        }
    }

    private static Finding clash(SitePath before, SitePath path) {
        return before.equals(path)
                ? Finding.of(path, "is there twice", "each file once", "leave one of them out")
                : Finding.of(
                        path,
                        "differs only in upper and lower case, or in how accents are written, from "
                                + String.join("/", before.segments()),
                        "names that no file system takes for one",
                        "rename one of the two");
    }

    private void findFilesThatAreFolders() {
        SitePath last = SitePath.TOP;
        for (int i = 0; i < count; i++) {
            SitePath folder = path(i).parent();
            if (!folder.equals(last)) {
                for (SitePath up = folder; !up.isTop(); up = up.parent()) {
                    if (contains(FileName.octets(up))) {
                        refuse(
                                Finding.of(
                                        up,
                                        "is a file, and a folder that holds " + path(i).name(),
                                        "one of the two",
                                        "rename one of them"));
                    }
                }
                last = folder;
            }
        }
    }

    private boolean contains(byte[] name) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] row = rows[middle];
            int order = Arrays.compareUnsigned(row, NAME, row.length, name, 0, name.length);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private SitePath path(int row) {
        return FileName.path(rows[row], NAME, rows[row].length);
    }

    private static String fold(SitePath path) {
        String composed =
                Normalizer.normalize(String.join("/", path.segments()), Normalizer.Form.NFC);
        return Normalizer.normalize(
                composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /// FNV-1a of 64 bits: whoever makes two names meet only makes them be compared.
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// A file that was added.
    ///
    /// @param row how many were added before it
    record Place(int row, BlobId blob, long size) {}
}
