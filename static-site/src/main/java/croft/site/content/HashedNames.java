package croft.site.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Whether documents have the hash of their content in their name, as generators of websites give
/// it to what may be kept for ever. Told by comparison, not by looks: a name that only looks so is
/// given to another content tomorrow.
///
/// A small document is read for that at once, a large one in the background, and until then it is
/// held to have no such name. Called on virtual threads.
public final class HashedNames {
    /// Names remembered; some 200 octets each.
    private static final int MOST = 4096;

    private final Executor virtualThreads;
    private final Semaphore reading = new Semaphore(1);
    private final Map<Name, Boolean> known = new LinkedHashMap<>(16, 0.75f, true);

    /// Nothing is known at first.
    ///
    /// @param virtualThreads runs the reading of large files
    public HashedNames(Executor virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /// Whether `document` is known to be named so.
    ///
    /// @throws IOException if it cannot be read
    public boolean isHashed(Tree tree, Document document) throws IOException {
        Representation plain = document.plain();
        Name name = new Name(plain.location(), plain.fingerprint(), document.path().name());
        if (!HashedName.isCandidate(name.text)) {
            return false;
        }
        Optional<Boolean> before = known(name);
        if (before.isPresent()) {
            return before.get();
        }
        if (plain.size() <= Contents.SMALL) {
            return compare(tree, plain, name);
        }
        keep(name, false);
        virtualThreads.execute(() -> compareLater(tree, plain, name));
        return false;
    }

    private void compareLater(Tree tree, Representation plain, Name name) {
        try {
            reading.acquire();
            try {
                compare(tree, plain, name);
            } finally {
                reading.release();
            }
        } catch (IOException _) {
            forget(name); // whoever asks next may have more luck
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean compare(Tree tree, Representation plain, Name name) throws IOException {
        Optional<OpenFile> opened = tree.open(plain);
        if (opened.isEmpty()) {
            forget(name);
            return false;
        }
        HashedName hashed = new HashedName(name.text);
        try (OpenFile file = opened.get()) {
            ByteBuffer buffer = ByteBuffer.allocate(Contents.SMALL);
            while (file.channel().read(buffer) >= 0) {
                hashed.update(buffer.flip());
                buffer.clear();
            }
            boolean named = hashed.isNamedByContent() && file.isCurrent();
            keep(name, named);
            return named;
        }
    }

    private Optional<Boolean> known(Name name) {
        synchronized (known) {
            return Optional.ofNullable(known.get(name));
        }
    }

    private void keep(Name name, boolean named) {
        synchronized (known) {
            known.put(name, named);
            Iterator<Name> eldest = known.keySet().iterator();
            while (known.size() > MOST) {
                eldest.next();
                eldest.remove();
            }
        }
    }

    private void forget(Name name) {
        synchronized (known) {
            known.remove(name);
        }
    }

    private record Name(Path location, Fingerprint fingerprint, String text) {}
}
