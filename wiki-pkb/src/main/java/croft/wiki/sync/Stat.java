package croft.wiki.sync;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;

/// What a look at a file tells without reading it. If it stays the same, so did the file, unless it
/// was written to within the grain of its time.
///
/// @param modified Syncthing keeps the author's time
/// @param identity of the file behind the name: what is moved in place has another
record Stat(long octets, Instant modified, int identity) {
    static Stat of(BasicFileAttributes attributes) {
        return new Stat(
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                Objects.hashCode(attributes.fileKey()));
    }
}
