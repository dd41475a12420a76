package croft.edge.cache;

import croft.edge.cache.Decision.Ask;
import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.PathRule;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.CachePolicy.Treatment;
import croft.platform.declaration.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One case of a rule table: a store, a clock, and what happens. Its lines, in the files of
/// `src/test/resources/croft/edge/cache`:
///
///     == which rule, and its section      begins a case
///     policy ignore-cookies _ga* _pk*     also bypass-cookies, drop, sort, never, fresh PATTERN 60s,
///                                         stale 10m, off
///     > GET /page                         a request; its fields follow, indented
///     = fetch everything; uri-miss        what is decided: each part must be there, the first first
///     < 200                               the backend's answer to it, with fields, indented
///     = stored; 60s max-age               what is made of it
///     + 30s                               time passes
///     purge                               softly, everything
///     fails                               the backend does, for the last request
///     shares                              whether the last request, having waited for what is stored
///                                         now, gets it
///     delivers                            what of it the last request gets, whatever its freshness
///     field date                          a stored field, or `none`
///     asks if-none-match                  a field sent to the backend, or `none`
///
/// Among the fields of a message `body 1000` says how long its body is, 100 in a response else, `body
/// open` that nobody knows, and `upgrade websocket` what a request wants; `key*200` stands for 200
/// words, and `@-1h` for a date an hour ago.
final class Script {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final String file;
    private final String name;
    private final List<String> lines = new ArrayList<>();

    private CachePolicy policy =
            new CachePolicy(
                    Preset.APP,
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    CachePolicy.DEFAULT_STALE);
    private Instant now = START;
    private List<Entry> stored = new ArrayList<>();
    private @Nullable RequestHead request;
    private @Nullable CacheKey key;
    private @Nullable Decision<Entry> decision;
    private String outcome = "";

    private Script(String file, String name) {
        this.file = file;
        this.name = name;
    }

    /// The cases of a file.
    static List<Script> read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + ": not there");
            }
            List<Script> scripts = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .toList()) {
                if (line.startsWith("== ")) {
                    scripts.add(new Script(file, line.substring(3).strip()));
                } else {
                    scripts.getLast().lines.add(line);
                }
            }
            return scripts;
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /// Plays the case.
    void play() {
        if (lines.stream().noneMatch(line -> line.startsWith("= "))) {
            throw new AssertionError("expects nothing");
        }
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            List<String> indented = new ArrayList<>();
            while (at < lines.size() && lines.get(at).startsWith(" ")) {
                indented.add(lines.get(at++).strip());
            }
            String[] words = line.split(" ", 2);
            step(words[0], words.length > 1 ? words[1].strip() : "", indented);
        }
    }

    private void step(String what, String rest, List<String> indented) {
        switch (what) {
            case "policy" -> policy(rest.split(" ", -1));
            case ">" -> request(rest, indented);
            case "<" -> response(Integer.parseInt(rest), indented);
            case "=" -> expect(rest);
            case "+" -> now = now.plus(duration(rest));
            case "purge" ->
                    stored =
                            stored.stream()
                                    .map(entry -> new Entry(entry.response(), entry.length(), true))
                                    .collect(Collectors.toCollection(ArrayList::new));
            case "fails" -> outcome = failed();
            case "shares" -> outcome = shared();
            case "delivers" ->
                    outcome =
                            "delivers " + text(Reuse.deliver(present(request), stored.getFirst()));
            case "field" -> outcome = shown(stored.getFirst().response().fields().all(rest));
            case "asks" -> outcome = shown(asked().all(rest));
            default -> throw new AssertionError(what + " (expected: a step)");
        }
    }

    private void policy(String[] words) {
        List<Glob> globs = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            if (!words[0].equals("stale") && !words[0].equals("fresh")) {
                globs.add(new Glob(words[i]));
            }
        }
        List<PathRule> paths = new ArrayList<>(policy.paths());
        if (words[0].equals("never")) {
            paths.add(new PathRule(new Glob(words[1]), new Treatment.Never()));
        }
        if (words[0].equals("fresh")) {
            paths.add(new PathRule(new Glob(words[1]), new Treatment.Fresh(duration(words[2]))));
        }
        policy =
                new CachePolicy(
                        policy.preset(),
                        !words[0].equals("off"),
                        words[0].equals("ignore-cookies") ? globs : policy.ignoredCookies(),
                        words[0].equals("bypass-cookies") ? globs : policy.bypassCookies(),
                        words[0].equals("drop") ? globs : policy.droppedParameters(),
                        words[0].equals("sort") || policy.sortedParameters(),
                        paths,
                        words[0].equals("stale") ? duration(words[1]) : policy.stale());
    }

    private void request(String line, List<String> indented) {
        String[] words = line.split(" ", -1);
        Authority authority =
                words.length > 2
                        ? new Authority(Requests.HOST, Integer.parseInt(words[2].replace(":", "")))
                        : new Authority(Requests.HOST, -1);
        Message message = message(indented, Body.NONE);
        RequestHead asked =
                new RequestHead(
                        words[0],
                        true,
                        authority,
                        words[1],
                        message.fields,
                        message.body,
                        message.upgrade,
                        "1.1");
        Optional<SearchRule> learned =
                stored.stream().flatMap(entry -> entry.response().search().stream()).findFirst();
        CacheKey newKey = Keys.of(asked, policy, learned);
        if (key != null && !key.equals(newKey)) {
            stored = new ArrayList<>();
        }
        key = newKey;
        request = asked;
        Optional<Decision.Pass<Candidate>> past = Reuse.past(asked, policy);
        decision = past.isPresent() ? null : Reuse.decide(asked, policy, stored, now);
        outcome =
                past.isPresent()
                        ? "pass " + past.get().reason().token() + ": " + past.get().detail()
                        : text(decision);
    }

    private void response(int status, List<String> indented) {
        RequestHead asked = present(request);
        Message message = message(indented, Body.of(100));
        ResponseHead head = new ResponseHead(status, message.fields, message.body);
        Invalidation invalidation = Invalidation.by(asked, head);
        if (isUpdate(asked, head)) {
            Entry before = stored.getFirst();
            Optional<StoredResponse> updated = updated(before, asked, head);
            outcome = updated.map(response -> "updated; " + text(response)).orElse("dropped");
            stored.clear();
            updated.ifPresent(
                    response -> stored.add(new Entry(response, length(response, before.length()))));
            return;
        }
        outcome =
                switch (Storing.decide(asked, policy, head, now, now)) {
                    case Storability.NotStorable(String reason) -> "not stored: " + reason;
                    case Storability.Storable(StoredResponse response) -> {
                        long length =
                                switch (head.body()) {
                                    case Body.None _ -> 0;
                                    case Body.Sized(long octets) -> octets;
                                    case Body.Open _ -> -1;
                                };
                        stored.addFirst(new Entry(response, length));
                        key = Keys.of(asked, policy, response.search());
                        yield "stored; " + text(response);
                    }
                };
        if (!Methods.isSafe(asked.method())) {
            outcome =
                    "invalidates "
                            + (invalidation.targets().isEmpty()
                                    ? "nothing"
                                    : String.join(" ", invalidation.targets()))
                            + (invalidation.groups().isEmpty()
                                    ? ""
                                    : "; groups " + String.join(",", invalidation.groups()))
                            + "; "
                            + outcome;
        }
    }

    /// Whether an answer is about what is stored, rather than something to store.
    private boolean isUpdate(RequestHead asked, ResponseHead head) {
        boolean rest = decision instanceof Decision.Fetch<Entry>(Ask.Rest<Entry> _, _, _);
        return !stored.isEmpty()
                && (asked.method().equals("HEAD")
                        || head.status() == 304
                        || (rest && head.status() == 206));
    }

    private Optional<StoredResponse> updated(Entry entry, RequestHead asked, ResponseHead head) {
        StoredResponse before = entry.response();
        if (asked.method().equals("HEAD")) {
            return Freshening.byHead(before, entry.length(), asked, policy, head, now, now);
        }
        return head.status() == 304
                ? Freshening.by(before, asked, policy, head, now, now)
                : Freshening.combined(before, asked, policy, head, now, now);
    }

    private static long length(StoredResponse response, long before) {
        return switch (response.extent()) {
            case Extent.Whole _ -> before;
            case Extent.Part part -> part.length();
        };
    }

    private String failed() {
        return stored.isEmpty()
                ? "nothing stands in"
                : Reuse.standIn(present(request), policy, stored.getFirst(), now)
                        .map(serve -> "stands in; ttl " + serve.ttl().toSeconds())
                        .orElse("nothing stands in");
    }

    private String shared() {
        return Reuse.shared(present(request), policy, stored.getFirst(), now)
                .map(serve -> "shares " + text(serve.delivery()))
                .orElse("does not share");
    }

    private Fields asked() {
        if (decision instanceof Decision.Fetch<Entry>(Ask<Entry> ask, _, _)) {
            return OriginFields.of(present(request), policy, ask);
        }
        throw new AssertionError("asks the backend nothing: " + outcome);
    }

    private void expect(String expected) {
        List<String> parts = Arrays.asList(outcome.split("; ", -1));
        List<String> wanted = Arrays.asList(expected.split("; ", -1));
        if (!parts.getFirst().equals(wanted.getFirst()) || !parts.containsAll(wanted)) {
            throw new AssertionError(
                    file + ": " + name + "\nexpected: " + expected + "\nbut was:  " + outcome);
        }
    }

    private static String text(@Nullable Decision<Entry> decision) {
        return switch (decision) {
            case null -> "";
            case Decision.Serve<Entry>(
                            Entry _,
                            Delivery delivery,
                            Duration age,
                            Duration ttl,
                            boolean refresh) ->
                    "serve "
                            + text(delivery)
                            + "; age "
                            + age.toSeconds()
                            + "; ttl "
                            + ttl.toSeconds()
                            + (refresh ? "; refresh" : "");
            case Decision.Fetch<Entry>(
                            Ask<Entry> ask,
                            ForwardReason reason,
                            Optional<Entry> standIn) ->
                    "fetch "
                            + text(ask)
                            + "; "
                            + reason.token()
                            + (standIn.isPresent() ? "; with stand-in" : "; without stand-in");
            case Decision.Pass<Entry>(ForwardReason reason, String detail) ->
                    "pass " + reason.token() + ": " + detail;
            case Decision.Unavailable<Entry>() -> "unavailable";
        };
    }

    private static String text(Ask<Entry> ask) {
        return switch (ask) {
            case Ask.Everything<Entry>() -> "everything";
            case Ask.Validation<Entry> _ -> "validation";
            case Ask.OneRange<Entry>() -> "range";
            case Ask.Rest<Entry>(Entry _, long first, long last) -> "rest " + first + "-" + last;
        };
    }

    private static String text(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Whole() -> "whole";
            case Delivery.NotModified() -> "304";
            case Delivery.PreconditionFailed() -> "412";
            case Delivery.Unsatisfiable(long total) -> "416 of " + total;
            case Delivery.Part(List<ByteRange> ranges, long total) ->
                    "206 "
                            + ranges.stream()
                                    .map(range -> range.first() + "-" + range.last())
                                    .collect(Collectors.joining(","))
                            + " of "
                            + total;
        };
    }

    private static String text(StoredResponse stored) {
        Freshness freshness = stored.freshness();
        StringJoiner text = new StringJoiner("; ");
        text.add(
                freshness.lifetime().toSeconds()
                        + "s "
                        + freshness.basis().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text.add("age " + stored.initialAge().toSeconds());
        text.add("swr " + freshness.staleWhileRevalidate().toSeconds());
        text.add("sie " + freshness.staleIfError().toSeconds());
        text.add(freshness.noCache() ? "no-cache" : "no no-cache");
        text.add(freshness.mustRevalidate() ? "must-revalidate" : "no must-revalidate");
        text.add(stored.forEverybody() ? "for everybody" : "not for everybody");
        text.add(
                switch (stored.extent()) {
                    case Extent.Whole _ -> "whole";
                    case Extent.Part(long first, long last, long total) ->
                            "part " + first + "-" + last + "/" + total;
                });
        text.add("status " + stored.status());
        text.add(stored.keys().isEmpty() ? "no keys" : "keys " + String.join(",", stored.keys()));
        text.add(
                stored.selection().equals(Selection.ALL)
                        ? "selects all"
                        : stored.selection().fields().stream()
                                .map(field -> field.name() + "=" + field.value())
                                .collect(Collectors.joining(" & ", "selects by ", "")));
        return text.toString();
    }

    private static String shown(List<String> values) {
        return values.isEmpty() ? "none" : String.join(" | ", values);
    }

    private Message message(List<String> indented, Body body) {
        Fields fields = new Fields();
        Body said = body;
        Optional<String> upgrade = Optional.empty();
        for (String line : indented) {
            int colon = line.indexOf(':');
            if (line.equals("body open")) {
                said = Body.OPEN;
            } else if (line.startsWith("body ")) {
                said = Body.of(Long.parseLong(line.substring(5)));
            } else if (line.startsWith("upgrade ")) {
                upgrade = Optional.of(line.substring(8));
            } else {
                fields.add(line.substring(0, colon), value(line.substring(colon + 1).strip()));
            }
        }
        return new Message(fields, said, upgrade);
    }

    private String value(String text) {
        if (text.startsWith("@")) {
            return date(text);
        }
        int star = text.lastIndexOf('*');
        if (star <= 0 || star == text.length() - 1 || !Character.isDigit(text.charAt(star + 1))) {
            return text;
        }
        return IntStream.range(0, Integer.parseInt(text.substring(star + 1)))
                .mapToObj(i -> text.substring(0, star) + i)
                .collect(Collectors.joining(" "));
    }

    private String date(String text) {
        return HttpDate.of(
                text.equals("@")
                        ? now
                        : text.startsWith("@-")
                                ? now.minus(duration(text.substring(2)))
                                : now.plus(duration(text.substring(2))));
    }

    private static Duration duration(String text) {
        return Duration.parse(
                text.endsWith("d") ? "P" + text : "PT" + text.toUpperCase(Locale.ROOT));
    }

    private static RequestHead present(@Nullable RequestHead request) {
        if (request == null) {
            throw new AssertionError("no request before it");
        }
        return request;
    }

    @Override
    public String toString() {
        return name;
    }

    private record Message(Fields fields, Body body, Optional<String> upgrade) {}
}
