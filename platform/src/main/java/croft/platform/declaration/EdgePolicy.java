package croft.platform.declaration;

import java.net.InetAddress;
import java.util.List;

/// What croft.yml says of the edge itself, whatever the site.
///
/// @param cacheMemory for stored answers and those being received, bodies and all
/// @param largestObject the longest body that is stored; longer ones stream past the store
/// @param purgeFrom whose `PURGE` requests are obeyed; nobody's if empty
/// @param visitors who is let in, and what one address may do
/// @param accessLog of every request
/// @param profile how the process is started, and how many event loops it has
public record EdgePolicy(
        ByteSize cacheMemory,
        ByteSize largestObject,
        List<AddressRange> purgeFrom,
        VisitorPolicy visitors,
        AccessLogPolicy accessLog,
        EdgeProfile profile) {
    /// Every picture, style and script of a website, no film: one film would push out a thousand
    /// pages, and is read once.
    public static final ByteSize DEFAULT_LARGEST_OBJECT = ByteSize.ofMebibytes(16);

    /// Of a croft.yml that says nothing of it.
    public static final EdgePolicy DEFAULT =
            new EdgePolicy(
                    EdgeProfile.DEFAULT.cacheMemory(),
                    DEFAULT_LARGEST_OBJECT,
                    List.of(),
                    VisitorPolicy.DEFAULT,
                    AccessLogPolicy.DEFAULT,
                    EdgeProfile.DEFAULT);

    public EdgePolicy {
        purgeFrom = List.copyOf(purgeFrom);
        if (largestObject.compareTo(largestIn(cacheMemory)) > 0) {
            throw new IllegalArgumentException(
                    "largest object: "
                            + largestObject
                            + " (expected: at most half of the cache's memory, "
                            + cacheMemory
                            + ")");
        }
    }

    /// The most that one answer may take of so much memory: half, so that one does not push out
    /// everything else.
    static ByteSize largestIn(ByteSize memory) {
        return new ByteSize(memory.bytes() / 2);
    }

    /// Whether `PURGE` requests of this peer are obeyed.
    public boolean mayPurge(InetAddress peer) {
        return purgeFrom.stream().anyMatch(range -> range.contains(peer));
    }
}
