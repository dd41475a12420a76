package croft.site.release;

import croft.platform.traffic.EntityTag;
import croft.site.content.BundledName;
import croft.site.content.Coded;
import croft.site.content.Coding;
import croft.site.content.Document;
import croft.site.content.Entry;
import croft.site.content.Folder;
import croft.site.content.OpenFile;
import croft.site.content.Representation;
import croft.site.content.SitePath;
import croft.site.content.Tree;
import croft.site.store.BlobFile;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of one release: names from its list, octets from the store. Nothing of it ever
/// changes, so tags are known without reading.
///
/// @param since for Last-Modified: when these files came under these names
/// @param old files of earlier releases, found where this one has nothing
/// @param contentNames patterns of names that change with the content
record ReleaseTree(
        BlobStore blobs,
        Manifest manifest,
        Instant since,
        Map<String, OldAsset> old,
        Set<String> contentNames,
        Instant now)
        implements Tree {
    private static final Entry ABSENT = new Entry.Absent();
    private static final Entry FOLDER = new Entry.Directory();

    @Override
    public Entry look(SitePath path) throws IOException {
        if (path.isTop()) {
            return FOLDER;
        }
        Optional<Manifest.File> file = manifest.find(path);
        if (file.isPresent()) {
            return document(path, file.get().blob(), file.get().size(), false);
        }
        if (manifest.hasBelow(path)) {
            return FOLDER;
        }
        OldAsset kept = old.isEmpty() ? null : old.get(text(path));
        return kept != null && kept.until().isAfter(now)
                ? document(path, kept.blob(), kept.size(), true)
                : ABSENT;
    }

    @Override
    public Optional<Document> ruleFile(String name) {
        SitePath path = SitePath.file(name);
        return manifest.find(path).map(file -> document(path, file.blob(), file.size(), false));
    }

    private Document document(SitePath path, BlobId blob, long size, boolean outlived) {
        boolean stable =
                BundledName.of(text(path))
                        .filter(name -> contentNames.contains(name.pattern()))
                        .isPresent();
        return new Document(
                path.asFile(),
                Representation.lasting(location(blob), size, tag(blob, "")),
                since,
                stable,
                outlived);
    }

    @Override
    public Coded coded(Document document) throws IOException {
        BlobId blob = blob(document.plain().location());
        Map<Coding, Long> sizes = blobs.variants(blob);
        if (sizes.isEmpty()) {
            return Coded.NONE;
        }
        Map<Coding, Representation> representations = new EnumMap<>(Coding.class);
        sizes.forEach((coding, size) ->
                representations.put(
                        coding,
                        Representation.lasting(
                                Path.of(blob + coding.suffix()),
                                size,
                                tag(blob, coding.suffix()))));
        return new Coded(representations, List.of());
    }

    @Override
    public Optional<OpenFile> open(Representation representation) throws IOException {
        String name = representation.location().toString();
        BlobId blob = blob(representation.location());
        Optional<BlobFile> opened = Optional.empty();
        boolean plain = true;
        for (Coding coding : Coding.values()) {
            if (name.endsWith(coding.suffix())) {
                plain = false;
                opened = blobs.open(blob, coding);
            }
        }
        if (plain) {
            opened = blobs.open(blob);
            if (opened.isEmpty()) {
                throw new IOException(
                        "the blob " + blob + " is gone (restore the folder of blobs)");
            }
        }
        return opened.map(file -> new OpenFile(file.channel(), representation));
    }

    @Override
    public Optional<Folder> list(SitePath path, int most) throws IOException {
        if (!path.isTop() && !manifest.hasBelow(path)) {
            return Optional.empty();
        }
        int depth = path.segments().size();
        List<Folder.Item> items = new ArrayList<>();
        String last = "";
        boolean complete = true;
        for (Manifest.File file : manifest.below(path)) {
            List<String> segments = file.path().segments();
            String name = segments.get(depth);
            boolean folder = segments.size() > depth + 1;
            if (folder && name.equals(last)) {
                continue;
            }
            if (items.size() == most) {
                complete = false;
                break;
            }
            items.add(new Folder.Item(name, folder, folder ? 0 : file.size(), since));
            last = folder ? name : "";
        }
        return Optional.of(new Folder(items, complete));
    }

    /// Not a file's place, which is the store's own matter, but a name by which it is found again.
    private static Path location(BlobId blob) {
        return Path.of(blob.toString());
    }

    private static BlobId blob(Path location) {
        String name = location.toString();
        int dot = name.indexOf('.');
        return Register.blob(dot < 0 ? name : name.substring(0, dot));
    }

    /// The tag of the plain form is that of a folder's file with this content.
    private static EntityTag tag(BlobId blob, String suffix) {
        EntityTag plain = EntityTag.ofSha256(HexFormat.of().parseHex(blob.toString()));
        return suffix.isEmpty()
                ? plain
                : new EntityTag(plain.opaque() + suffix.replace('.', '-'), false);
    }

    private static String text(SitePath path) {
        return String.join("/", path.segments());
    }
}
