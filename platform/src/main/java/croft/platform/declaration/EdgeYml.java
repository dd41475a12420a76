package croft.platform.declaration;

import java.util.List;
import java.util.Optional;

/// The keys of the section `edge`.
final class EdgeYml {
    /// Room for a few answers in flight beside what is stored.
    private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(8);

    private static final ByteSize MOST_MEMORY = new ByteSize(1L << 40);
    private static final ByteSize LEAST_OBJECT = new ByteSize(1024);

    static final Key<EdgeProfile> PROFILE =
            Key.optional(
                    "profile",
                    new Form.Choice<>(
                            "a profile",
                            List.of(
                                    new Form.Option<>(
                                            "default",
                                            Optional.of(EdgeProfile.DEFAULT),
                                            "an event loop for each core, and both compilers of"
                                                    + " the JVM"),
                                    new Form.Option<>(
                                            "small",
                                            Optional.of(EdgeProfile.SMALL),
                                            "for servers of 1 GB: one event loop, a small heap, the"
                                                    + " JVM's quick compiler alone"))),
                    "`default`",
                    "How much of the machine the edge makes itself at home in"
                            + " (docs/guides/small-server.md). A change takes effect when the stack"
                            + " starts anew.");

    static final Key<ByteSize> CACHE_MEMORY =
            Key.optional(
                    "cache-memory",
                    size("256 MiB"),
                    "256 MiB; 64 MiB with `profile: small`",
                    "Memory for stored answers, those being received included. The least used give"
                            + " way to others. It is not part of the Java heap: the edge takes up to"
                            + " 300 MiB beside it, 170 MiB with `profile: small`. A change takes"
                            + " effect when the edge starts anew.");

    static final Key<ByteSize> LARGEST_OBJECT =
            Key.optional(
                    "largest-object",
                    size("16 MiB"),
                    "16 MiB, or half of `cache-memory` if that is less",
                    "The longest answer that is stored, at most half of `cache-memory`. Longer ones"
                            + " stream past the store. A change takes effect when the edge starts"
                            + " anew.");

    static final Key<List<Placed<AddressRange>>> PURGE_FROM =
            VisitorYml.ranges(
                    "purge-from",
                    "none",
                    "Who may purge by the HTTP method `PURGE`. `croft purge` needs no entry here.");

    static final Key<AccessLogPolicy> ACCESS_LOG =
            Key.optional(
                    "access-log",
                    AccessLogYml.ACCESS_LOG,
                    "the defaults of its keys",
                    "The line that each request leaves.");

    static final Form.Section<EdgePolicy> EDGE =
            new Form.Section<>(
                    "a section",
                    VisitorYml.behind(
                            CACHE_MEMORY, LARGEST_OBJECT, PURGE_FROM, ACCESS_LOG, PROFILE),
                    List.of(),
                    EdgeYml::edge);

    private EdgeYml() {}

    private static Form<ByteSize> size(String example) {
        return new Form.Quantity<>(
                "a size", example, "^" + ByteSize.PATTERN + "$", (text, _) -> ByteSize.parse(text));
    }

    private static EdgePolicy edge(Fields fields, Review review) {
        EdgeProfile profile = fields.get(PROFILE).map(Placed::value).orElse(EdgeProfile.DEFAULT);
        ByteSize memory = fields.get(CACHE_MEMORY).map(Placed::value).orElse(profile.cacheMemory());
        fields.get(CACHE_MEMORY)
                .filter(said -> outside(said.value(), LEAST_MEMORY, MOST_MEMORY))
                .ifPresent(said ->
                        review.mistake(
                                said.at(),
                                said.path(),
                                said.value()
                                        + " (expected: "
                                        + LEAST_MEMORY
                                        + " to "
                                        + MOST_MEMORY
                                        + ")"));
        ByteSize half = EdgePolicy.largestIn(memory);
        Optional<Placed<ByteSize>> largest = fields.get(LARGEST_OBJECT);
        largest.filter(said -> outside(said.value(), LEAST_OBJECT, half))
                .ifPresent(said ->
                        review.mistake(
                                said.at(),
                                said.path(),
                                said.value()
                                        + " (expected: "
                                        + LEAST_OBJECT
                                        + " to "
                                        + half
                                        + ", half of cache-memory)"));
        return new EdgePolicy(
                memory,
                least(largest.map(Placed::value).orElse(EdgePolicy.DEFAULT_LARGEST_OBJECT), half),
                VisitorYml.said(fields, PURGE_FROM).orElse(List.of()),
                VisitorYml.policy(fields),
                fields.get(ACCESS_LOG).map(Placed::value).orElse(AccessLogPolicy.DEFAULT),
                profile);
    }

    private static boolean outside(ByteSize size, ByteSize least, ByteSize most) {
        return size.compareTo(least) < 0 || size.compareTo(most) > 0;
    }

    private static ByteSize least(ByteSize one, ByteSize other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
