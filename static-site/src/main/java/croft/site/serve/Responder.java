package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.site.content.Content;
import croft.site.content.Contents;
import croft.site.content.Document;
import croft.site.content.HttpDate;
import croft.site.content.MediaType;
import croft.site.content.Octets;
import croft.site.content.Resolution;
import croft.site.content.Resolver;
import croft.site.content.Selection;
import croft.site.content.SitePath;
import croft.site.content.Slice;
import croft.site.content.Source;
import croft.site.content.SurrogateKey;
import croft.site.content.Target;
import croft.site.content.Tree;
import croft.site.content.Validators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answer to a request. Reads files, so it is called on virtual threads.
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private static final Field NOSNIFF = new Field("X-Content-Type-Options", "nosniff");
    private static final Field ALLOW = new Field("Allow", "GET, HEAD, OPTIONS");
    private static final Field RANGES = new Field("Accept-Ranges", "bytes");
    private static final Field NO_STORE = new Field("Cache-Control", "no-store");

    /// A page may be kept, and is asked about each time: no event reaches a browser, and a 304 is
    /// cheap.
    private static final Field REVALIDATE =
            new Field("Cache-Control", "public, max-age=0, must-revalidate");

    /// For the edge alone (RFC 9213), which drops what changed by its surrogate keys and so need
    /// not ask. The hour is for an event that never comes, since the journal was out of reach: it
    /// bounds how long a page can be wrong then, and costs one 304 an hour of a neighbour. No
    /// reader waits for that: for a day more the edge answers first and asks then (RFC 5861 §3).
    private static final Field EDGE =
            new Field("Edge-Cache-Control", "max-age=3600, stale-while-revalidate=86400");

    /// No file depends on the query; `/?utm_source=a` is `/`. So whoever makes up queries fills no
    /// cache.
    private static final Field ANY_QUERY = new Field("No-Vary-Search", "params");

    /// Well below what proxies take as one field. An answer that needs more keys is not to be kept.
    private static final int KEY_OCTETS = 4096;

    /// How often a file may be exchanged between being found and being opened.
    private static final int ATTEMPTS = 4;

    private final Contents contents;
    private final InstantSource clock;

    Responder(Contents contents, InstantSource clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /// Never throws: what fails is an answer too.
    Answer answer(Asked asked) {
        boolean headOnly = asked.method() == Asked.Method.HEAD;
        try {
            return switch (asked.method()) {
                case OPTIONS ->
                        new Answer(
                                Status.NO_CONTENT,
                                List.of(ALLOW, NOSNIFF),
                                Body.InMemory.NOTHING,
                                false);
                case OTHER -> page(Status.METHOD_NOT_ALLOWED, false, List.of(NO_STORE, ALLOW));
                case GET, HEAD -> read(asked, headOnly);
            };
        } catch (AccessDeniedException _) {
            return page(Status.FORBIDDEN, headOnly, List.of(NO_STORE));
        } catch (IOException e) {
            LOG.warn(
                    "{}: {} cannot be read: {}", asked.site().host(), asked.target(), e.toString());
            return unavailable(headOnly);
        } catch (RuntimeException e) {
            LOG.error("{}: {} failed", asked.site().host(), asked.target(), e);
            return page(Status.INTERNAL_ERROR, headOnly, List.of(NO_STORE));
        }
    }

    /// A page of ours for `status`.
    static Answer refusal(Status status, boolean headOnly) {
        return page(status, headOnly, List.of(NO_STORE));
    }

    private Answer read(Asked asked, boolean headOnly) throws IOException {
        return switch (asked.site().source(asked.host()).now()) {
            case Source.State.Unavailable _ -> unavailable(headOnly);
            case Source.State.Empty() -> refusal(Status.NOT_FOUND, headOnly);
            case Source.State.Ready(Tree tree) ->
                    switch (asked.target()) {
                        case Target.Named(SitePath path, String _)
                                when asked.site().visibility().hides(path.segments()) ->
                                missing(
                                        asked.site().host(),
                                        tree,
                                        Resolver.missing(tree),
                                        headOnly);
                        case Target.Named(SitePath path, String query) ->
                                named(asked, tree, path, query, headOnly);
                        case Target.Nameless _ ->
                                // it can never come to be, so only the page for it may change
                                missing(
                                        asked.site().host(),
                                        tree,
                                        Resolver.missing(tree),
                                        headOnly);
                        case Target.Malformed _ -> refusal(Status.BAD_REQUEST, headOnly);
                    };
        };
    }

    private Answer named(Asked asked, Tree tree, SitePath path, String query, boolean headOnly)
            throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Answer> answer =
                    resolved(asked, tree, Resolver.resolve(tree, path), query, headOnly);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        LOG.warn("{}{} cannot be opened, or changes too fast", asked.site().host(), path);
        return unavailable(headOnly);
    }

    /// Empty if the file is no longer the one that was found.
    private Optional<Answer> resolved(
            Asked asked, Tree tree, Resolution resolution, String query, boolean headOnly)
            throws IOException {
        HostName host = asked.site().host();
        return switch (resolution) {
            case Resolution.Found found -> document(asked, tree, found, headOnly);
            case Resolution.Elsewhere(SitePath other, List<SitePath> looked) -> {
                // without ANY_QUERY: the query is in the answer
                List<Field> fields = keyed(host, looked);
                fields.add(new Field("Location", other.encoded() + query));
                yield Optional.of(page(Status.PERMANENT_REDIRECT, headOnly, fields));
            }
            case Resolution.Forbidden(List<SitePath> looked) ->
                    Optional.of(page(Status.FORBIDDEN, headOnly, forAnyQuery(keyed(host, looked))));
            case Resolution.Missing missing -> Optional.of(missing(host, tree, missing, headOnly));
        };
    }

    /// 200, 206, 304, 412 or 416; empty if the file is no longer the one that was found.
    private Optional<Answer> document(
            Asked asked, Tree tree, Resolution.Found found, boolean headOnly) throws IOException {
        Document document = found.document();
        Optional<Content> read =
                contents.of(tree, document.plain(), asked.preconditions().nameTags());
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Content content = read.get();
        Instant now = clock.instant();
        Instant modified = document.modified();
        // RFC 9110 §8.8.2.1: never later than the answer itself
        Validators validators =
                new Validators(content.tag(), modified.isAfter(now) ? now : modified);
        List<Field> fields = forAnyQuery(keyed(asked.site().host(), found.looked()));
        validators.tag().ifPresent(tag -> fields.add(new Field("ETag", tag.toString())));
        fields.add(new Field("Last-Modified", HttpDate.write(validators.modified())));
        Answer answer =
                switch (asked.preconditions().judge(validators)) {
                    case NOT_MODIFIED -> {
                        close(content);
                        yield new Answer(
                                Status.NOT_MODIFIED, fields, Body.InMemory.NOTHING, headOnly);
                    }
                    case FAILED -> {
                        close(content);
                        yield refusal(Status.PRECONDITION_FAILED, headOnly);
                    }
                    case PROCEED -> {
                        fields.add(RANGES);
                        fields.add(NOSNIFF);
                        Selection selection =
                                asked.range()
                                        .filter(_ ->
                                                asked.preconditions().allowRange(validators, now))
                                        .map(range -> Selection.of(range, size(content)))
                                        .orElseGet(Selection.Whole::new);
                        yield select(document, content, selection, fields, headOnly);
                    }
                };
        return Optional.of(answer);
    }

    private static Answer select(
            Document document,
            Content content,
            Selection selection,
            List<Field> fields,
            boolean headOnly) {
        String type = MediaType.of(document.path().name()).value();
        long size = size(content);
        switch (selection) {
            case Selection.Whole() -> {
                fields.add(new Field("Content-Type", type));
                Body body =
                        switch (content) {
                            case Content.Small(Octets octets, var _) -> new Body.InMemory(octets);
                            case Content.Large large ->
                                    body(content, List.of(new Slice(0, size - 1)), List.of());
                        };
                return new Answer(Status.OK, fields, body, headOnly);
            }
            case Selection.Parts(List<Slice> slices) when slices.size() == 1 -> {
                fields.add(new Field("Content-Type", type));
                fields.add(new Field("Content-Range", contentRange(slices.getFirst(), size)));
                return new Answer(
                        Status.PARTIAL_CONTENT, fields, body(content, slices, List.of()), headOnly);
            }
            case Selection.Parts(List<Slice> slices) -> {
                String boundary =
                        Long.toHexString(ThreadLocalRandom.current().nextLong())
                                + Long.toHexString(ThreadLocalRandom.current().nextLong());
                fields.add(new Field("Content-Type", "multipart/byteranges; boundary=" + boundary));
                List<Octets> heads = new ArrayList<>();
                for (Slice slice : slices) {
                    heads.add(
                            ascii(
                                    (heads.isEmpty() ? "--" : "\r\n--")
                                            + boundary
                                            + "\r\nContent-Type: "
                                            + type
                                            + "\r\nContent-Range: "
                                            + contentRange(slice, size)
                                            + "\r\n\r\n"));
                }
                heads.add(ascii("\r\n--" + boundary + "--\r\n"));
                return new Answer(
                        Status.PARTIAL_CONTENT, fields, body(content, slices, heads), headOnly);
            }
            case Selection.Unsatisfiable() -> {
                close(content);
                Answer page = refusal(Status.RANGE_NOT_SATISFIABLE, headOnly);
                List<Field> more = new ArrayList<>(page.fields());
                more.add(new Field("Content-Range", "bytes */" + size));
                more.add(RANGES);
                return new Answer(page.status(), more, page.body(), headOnly);
            }
        }
    }

    /// The body that holds `slices`.
    ///
    /// @param between what goes before each slice and after the last; empty for nothing
    private static Body body(Content content, List<Slice> slices, List<Octets> between) {
        List<Body.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            if (!between.isEmpty()) {
                pieces.add(new Body.Piece.Literal(between.get(i)));
            }
            pieces.add(new Body.Piece.FileSlice(slices.get(i)));
        }
        if (!between.isEmpty()) {
            pieces.add(new Body.Piece.Literal(between.getLast()));
        }
        return switch (content) {
            case Content.Large(var file, var _) -> new Body.FromFile(file, pieces);
            case Content.Small(Octets octets, var _) -> Body.InMemory.cut(octets, pieces);
        };
    }

    private Answer missing(HostName host, Tree tree, Resolution.Missing missing, boolean headOnly)
            throws IOException {
        List<Field> fields = forAnyQuery(keyed(host, missing.looked()));
        if (missing.page().isPresent()) {
            Optional<Content> page = contents.of(tree, missing.page().get().plain(), false);
            if (page.isPresent()) {
                fields.add(new Field("Content-Type", MediaType.HTML.value()));
                fields.add(NOSNIFF);
                Body body =
                        switch (page.get()) {
                            case Content.Small(Octets octets, var _) -> new Body.InMemory(octets);
                            case Content.Large large ->
                                    body(large, List.of(new Slice(0, size(large) - 1)), List.of());
                        };
                return new Answer(Status.NOT_FOUND, fields, body, headOnly);
            }
        }
        return page(Status.NOT_FOUND, headOnly, fields);
    }

    private static Answer unavailable(boolean headOnly) {
        return page(
                Status.UNAVAILABLE, headOnly, List.of(NO_STORE, new Field("Retry-After", "10")));
    }

    private static Answer page(Status status, boolean headOnly, List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        all.add(NOSNIFF);
        all.add(new Field("Content-Type", MediaType.HTML.value()));
        return new Answer(status, all, new Body.InMemory(PlainPage.of(status)), headOnly);
    }

    /// The fields by which caches keep the answer and drop it.
    private static List<Field> keyed(HostName host, List<SitePath> looked) {
        StringBuilder keys = new StringBuilder(SurrogateKey.site(host).value());
        for (SitePath path : looked) {
            keys.append(' ').append(SurrogateKey.file(host, path));
        }
        List<Field> fields = new ArrayList<>();
        if (keys.length() <= KEY_OCTETS) {
            fields.add(REVALIDATE);
            fields.add(EDGE);
            fields.add(new Field("Surrogate-Key", keys.toString()));
        } else {
            fields.add(NO_STORE);
        }
        return fields;
    }

    private static List<Field> forAnyQuery(List<Field> fields) {
        fields.add(ANY_QUERY);
        return fields;
    }

    private static long size(Content content) {
        return switch (content) {
            case Content.Small(Octets octets, var _) -> octets.length();
            case Content.Large(var file, var _) -> file.representation().size();
        };
    }

    private static void close(Content content) {
        if (content instanceof Content.Large(var file, var _)) {
            new Body.FromFile(file, List.of()).close();
        }
    }

    private static String contentRange(Slice slice, long size) {
        return "bytes " + slice.first() + "-" + slice.last() + "/" + size;
    }

    private static Octets ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.US_ASCII));
    }
}
