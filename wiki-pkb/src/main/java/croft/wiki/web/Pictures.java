package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Attachment;
import croft.wiki.render.Surroundings.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How large pictures are; each state of a file is looked at once. Any thread that may wait.
final class Pictures {
    private static final int MOST = 10_000;

    private final Map<Picture, Optional<Size>> known = new LinkedHashMap<>();

    private record Picture(HostName host, Attachment file) {}

    Optional<Size> of(Wiki wiki, Attachment file) {
        Picture picture = new Picture(wiki.host(), file);
        synchronized (known) {
            Optional<Size> size = known.get(picture);
            if (size != null) {
                return size;
            }
        }
        Optional<Size> size = look(wiki, file);
        synchronized (known) {
            if (known.size() >= MOST) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(picture, size);
        }
        return size;
    }

    private static Optional<Size> look(Wiki wiki, Attachment file) {
        try {
            Optional<FileChannel> opened = wiki.files().open(file.path());
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            try (FileChannel channel = opened.get()) {
                ByteBuffer start =
                        ByteBuffer.allocate((int) Math.min(PictureSize.ENOUGH, channel.size()));
                while (start.hasRemaining() && channel.read(start) >= 0) {
                    // more
                }
                return PictureSize.of(start.flip());
            }
        } catch (IOException _) {
            return Optional.empty(); // the page shows it without a size
        }
    }
}
