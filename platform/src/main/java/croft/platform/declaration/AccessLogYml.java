package croft.platform.declaration;

import croft.platform.declaration.AccessLogPolicy.Addresses;
import croft.platform.declaration.AccessLogPolicy.Format;
import croft.platform.declaration.AccessLogPolicy.Query;
import croft.platform.declaration.AccessLogPolicy.To;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The keys of the section `edge.access-log`.
final class AccessLogYml {
    /// Eight files of which each holds some thousand lines.
    private static final ByteSize LEAST_SIZE = ByteSize.ofMebibytes(1);

    private static final ByteSize MOST_SIZE = new ByteSize(1L << 40);
    private static final Duration SHORTEST_KEEP = Duration.ofDays(1);
    private static final int LONGEST_PATH = 256;
    private static final String SPAN = "a time with d, such as 14d, at least 1d";

    static final Key<To> TO =
            Key.optional(
                    "to",
                    new Form.Choice<>(
                            "a place for the log",
                            List.of(
                                    new Form.Option<>(
                                            "file",
                                            Optional.of(To.FILE),
                                            "`access-log/access.log` in the edge's state folder, with"
                                                    + " older files beside it"),
                                    new Form.Option<>(
                                            "stdout",
                                            Optional.of(To.STDOUT),
                                            "standard output, among what the edge says of itself:"
                                                    + " for containers"),
                                    new Form.Option<>(
                                            "none", Optional.of(To.NOWHERE), "no access log"))),
                    "`file`",
                    "Where the line goes that each request leaves.");

    static final Key<Format> FORMAT =
            Key.optional(
                    "format",
                    new Form.Choice<>(
                            "a format",
                            List.of(
                                    new Form.Option<>(
                                            "json",
                                            Optional.of(Format.JSON),
                                            "one object a line, with all that is known"),
                                    new Form.Option<>(
                                            "combined",
                                            Optional.of(Format.COMBINED),
                                            "the combined format of NCSA, which every tool for web"
                                                    + " logs reads; without what it has no place"
                                                    + " for"))),
                    "`json`",
                    "How a line looks.");

    static final Key<Addresses> ADDRESSES =
            Key.optional(
                    "addresses",
                    new Form.Choice<>(
                            "a length of addresses",
                            List.of(
                                    new Form.Option<>("full", Optional.of(Addresses.FULL), "whole"),
                                    new Form.Option<>(
                                            "shortened",
                                            Optional.of(Addresses.SHORTENED),
                                            "the first 24 bits of an IPv4 address, 48 of an IPv6"
                                                    + " one: a network, not a person"),
                                    new Form.Option<>(
                                            "none", Optional.of(Addresses.NONE), "no address"))),
                    "`shortened`",
                    "How much of a visitor's address is written.");

    static final Key<Query> QUERY =
            Key.optional(
                    "query",
                    new Form.Choice<>(
                            "a length of queries",
                            List.of(
                                    new Form.Option<>(
                                            "full",
                                            Optional.of(Query.FULL),
                                            "as it came, with every secret in it"),
                                    new Form.Option<>(
                                            "names",
                                            Optional.of(Query.NAMES),
                                            "the names of the parameters: `?q=*&page=*`"),
                                    new Form.Option<>(
                                            "none", Optional.of(Query.NONE), "nothing of it"))),
                    "`none`",
                    "How much of a URL's query is written, of the request and of `referer`. Queries"
                            + " may hold passwords, tokens and what people search for.");

    static final Key<List<Placed<String>>> HIDE =
            Key.optional(
                    "hide",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "a path",
                                    "/invite/",
                                    Optional.of("^/([A-Za-z0-9._~-]+/)+$"),
                                    (text, _) -> path(text)),
                            "a list of paths, such as [/invite/]",
                            0),
                    "`/hooks/`, which is always hidden",
                    "Paths behind which a secret stands: what follows them, wherever in a URL they"
                            + " are, is written as `*`.");

    static final Key<ByteSize> SIZE =
            Key.optional(
                    "size",
                    new Form.Quantity<>(
                            "a size",
                            "64 MiB",
                            "^" + ByteSize.PATTERN + "$",
                            (text, _) -> size(text)),
                    "64 MiB",
                    "Room for all files of the log together. A new file is begun each day (UTC) and"
                            + " at an eighth of it; older ones are compressed, the oldest deleted.");

    static final Key<Duration> KEEP =
            Key.optional(
                    "keep",
                    new Form.Quantity<>(
                            SPAN, "14d", "^" + TimeSpan.PATTERN + "$", (text, _) -> keep(text)),
                    "14d",
                    "How long a file is kept after its last line.");

    static final Form.Section<AccessLogPolicy> ACCESS_LOG =
            new Form.Section<>(
                    "a section",
                    List.of(TO, FORMAT, ADDRESSES, QUERY, HIDE, SIZE, KEEP),
                    List.of(),
                    (fields, _) -> policy(fields));

    private AccessLogYml() {}

    private static AccessLogPolicy policy(Fields fields) {
        AccessLogPolicy otherwise = AccessLogPolicy.DEFAULT;
        return new AccessLogPolicy(
                fields.get(TO).map(Placed::value).orElse(otherwise.to()),
                fields.get(FORMAT).map(Placed::value).orElse(otherwise.format()),
                fields.get(ADDRESSES).map(Placed::value).orElse(otherwise.addresses()),
                fields.get(QUERY).map(Placed::value).orElse(otherwise.query()),
                fields.get(HIDE)
                        .map(list -> list.value().stream().map(Placed::value).toList())
                        .orElse(List.of()),
                fields.get(SIZE).map(Placed::value).orElse(otherwise.size()),
                fields.get(KEEP).map(Placed::value).orElse(otherwise.keep()));
    }

    private static ByteSize size(String text) {
        ByteSize size = ByteSize.parse(text);
        if (size.compareTo(LEAST_SIZE) < 0 || size.compareTo(MOST_SIZE) > 0) {
            throw new IllegalArgumentException(
                    size + " (expected: " + LEAST_SIZE + " to " + MOST_SIZE + ")");
        }
        return size;
    }

    private static Duration keep(String text) {
        Duration keep = TimeSpan.parse(text, SPAN);
        if (keep.compareTo(SHORTEST_KEEP) < 0) {
            throw new IllegalArgumentException(Shown.quoted(text) + " (expected: at least 1d)");
        }
        return keep;
    }

    /// Letters that no percent sign need stand for, so that a path has one spelling.
    private static String path(String text) {
        if (text.length() > LONGEST_PATH || !text.matches("/([A-Za-z0-9._~-]+/)+")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a path to hide behind (expected: segments of letters, digits"
                            + " and . _ ~ -, with a slash before and behind each, such as /invite/)");
        }
        return text;
    }
}
