package croft.site.release;

import croft.site.content.SitePath;
import croft.site.store.BlobFile;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Manifest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The lists of files of releases, as blobs and in memory. Any thread; blocks.
public final class Manifests {
    /// How many are kept in memory beside those of current releases: a few previews at a time, and
    /// what was rolled back from. One of 10,000 files takes about half a megabyte.
    private static final int REMEMBERED = 4;

    private final BlobStore blobs;
    private final Map<BlobId, Manifest> remembered = new LinkedHashMap<>(8, 0.75f, true);

    public Manifests(BlobStore blobs) {
        this.blobs = blobs;
    }

    /// Reads a list.
    ///
    /// @throws IOException also if there is no such blob, or it is no list
    public Manifest read(BlobId id) throws IOException {
        synchronized (remembered) {
            Manifest known = remembered.get(id);
            if (known != null) {
                return known;
            }
        }
        Optional<BlobFile> opened = blobs.open(id);
        if (opened.isEmpty()) {
            throw new FileNotFoundException(
                    id
                            + ": the list of a release is not in the store (restore the store's folder)");
        }
        try (BlobFile file = opened.get();
                InputStream text =
                        new BufferedInputStream(Channels.newInputStream(file.channel()))) {
            return remember(id, Manifest.parse(text));
        }
    }

    /// Stores a list.
    ///
    /// @return its name, which is that of the release
    public BlobId write(Manifest manifest) throws IOException {
        try (PipedInputStream text = new PipedInputStream(1 << 16)) {
            OutputStream into = new PipedOutputStream(text);
            Thread writer =
                    Thread.ofVirtual()
                            .name("manifest")
                            .start(() -> {
                                try (OutputStream out = new BufferedOutputStream(into)) {
                                    manifest.write(out);
                                } catch (IOException _) {
                                    // the reader has given up, and says why
                                }
                            });
            BlobId id = blobs.write(text).id();
            writer.interrupt();
            remember(id, manifest);
            return id;
        }
    }

    private Manifest remember(BlobId id, Manifest manifest) {
        synchronized (remembered) {
            remembered.put(id, manifest);
            if (remembered.size() > REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
        return manifest;
    }

    /// A name as lists have it, with slashes.
    static SitePath path(String text) {
        return new SitePath(Arrays.asList(text.split("/", -1)), false);
    }
}
