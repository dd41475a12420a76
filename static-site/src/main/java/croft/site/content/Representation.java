package croft.site.content;

import croft.platform.traffic.EntityTag;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One form of a document at rest: plain, or in a content coding.
///
/// @param location a file of this machine
/// @param tag known without reading, as the content can never be another; empty where only reading
///   tells
public record Representation(Path location, Fingerprint fingerprint, Optional<EntityTag> tag) {
    /// A file that anybody may write to.
    static Representation changing(Path location, Fingerprint fingerprint) {
        return new Representation(location, fingerprint, Optional.empty());
    }

    /// A file that holds the same octets for ever.
    ///
    /// @param tag made of them, see [EntityTag#ofSha256]
    public static Representation lasting(Path location, long size, EntityTag tag) {
        return new Representation(
                location,
                new Fingerprint(size, Instant.EPOCH, Instant.EPOCH, tag),
                Optional.of(tag));
    }

    /// In octets.
    public long size() {
        return fingerprint.size();
    }

    boolean isLasting() {
        return tag.isPresent();
    }
}
