package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.Glob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fields as large as the parsers let them through, built to be costly: a hundred decisions about
/// each must be made within seconds, on a busy machine too, as one of them takes a millisecond.
class HostileInputTest {
    /// All fields of a head together.
    private static final int LARGEST = 32 * 1024;

    private static final int ROUNDS = 20;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final CachePolicy POLICY =
            new CachePolicy(
                    Preset.APP,
                    true,
                    List.of(new Glob("*_ga*"), new Glob("*a*a*a*b")),
                    List.of(new Glob("*sid"), new Glob("a*a*a*c")),
                    List.of(new Glob("utm_*"), new Glob("*a*a*a*d")),
                    true,
                    List.of(),
                    Duration.ofHours(1));

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void costsLittle(Input input) {
        RequestHead request = input.request();
        ResponseHead response = input.response();
        for (int i = 0; i < ROUNDS; i++) {
            Reuse.past(request, POLICY);
            StoredResponse plain = plain();
            Entry entry = new Entry(plain, 100_000);
            Reuse.decide(request, POLICY, List.of(entry), NOW);
            Reuse.deliver(request, entry);
            assertThat(OriginFields.of(request, POLICY, new Decision.Ask.Validation<>(entry)))
                    .isNotNull();
            Keys.of(request, POLICY, NoVarySearch.of(response.fields().all("no-vary-search")));
            Invalidation.by(request, response);
            if (Storing.decide(request, POLICY, response, NOW, NOW)
                    instanceof Storability.Storable(StoredResponse stored)) {
                Reuse.decide(request, POLICY, List.of(new Entry(stored, 10)), NOW);
                Freshening.by(stored, request, POLICY, notModified(response), NOW, NOW);
            }
        }
    }

    static Stream<Input> inputs() {
        return Stream.concat(
                Stream.of(
                                "cache-control",
                                "pragma",
                                "cookie",
                                "accept-encoding",
                                "accept-language",
                                "range",
                                "if-range",
                                "if-match",
                                "if-none-match",
                                "if-modified-since",
                                "x-one")
                        .flatMap(name -> pieces().map(piece -> new Input(name, piece, true))),
                Stream.of(
                                "cache-control",
                                "cdn-cache-control",
                                "edge-cache-control",
                                "vary",
                                "surrogate-key",
                                "cache-groups",
                                "no-vary-search",
                                "etag",
                                "age",
                                "date",
                                "expires",
                                "content-range",
                                "location")
                        .flatMap(name -> pieces().map(piece -> new Input(name, piece, false))));
    }

    private static Stream<String> pieces() {
        return Stream.of(
                "a",
                ",",
                "a,",
                "a=\"",
                "\"",
                "\"a\",",
                "W/\"",
                "(",
                "(a ",
                ";",
                ";a",
                ";a=1",
                "9",
                "0-0,",
                "9-,",
                "-",
                "bytes=0-",
                "a=a;",
                "a; ",
                "%",
                "%61",
                "../",
                "/.",
                "&a=",
                "max-age=1,",
                "gzip;q=0.1,",
                "\\",
                "\t",
                "a=(\"a\"),",
                "\u00e4",
                "?1,",
                ":",
                "@1,",
                "1.1,");
    }

    private static StoredResponse plain() {
        ResponseHead head =
                Requests.response(
                        200, "cache-control: max-age=60, public", "etag: \"1\"", "vary: x-one");
        return ((Storability.Storable) Storing.decide(Requests.get("/a"), POLICY, head, NOW, NOW))
                .response();
    }

    private static ResponseHead notModified(ResponseHead response) {
        return new ResponseHead(304, response.fields(), Body.NONE);
    }

    /// A piece, repeated until the field is as large as can be.
    record Input(String name, String piece, boolean ofRequest) {
        private String value() {
            String prefix =
                    switch (name) {
                        case "range" -> "bytes=";
                        case "no-vary-search" -> "params=";
                        default -> "";
                    };
            return prefix + piece.repeat(LARGEST / piece.length()).strip();
        }

        RequestHead request() {
            Fields fields = new Fields();
            fields.add("accept-encoding", "gzip, br");
            if (ofRequest) {
                fields.set(name, value());
            }
            return new RequestHead(
                    ofRequest ? "GET" : "POST",
                    true,
                    new Authority(Requests.HOST, -1),
                    "/a?" + "&a=b".repeat(2000),
                    fields,
                    Body.NONE,
                    Optional.empty(),
                    "1.1");
        }

        ResponseHead response() {
            Fields fields = Requests.fields("etag: \"1\"", "vary: x-one, accept-language, cookies");
            if (!name.endsWith("cache-control")) {
                fields.add("cache-control", "public, max-age=60");
            }
            if (!ofRequest) {
                fields.set(name, value());
            }
            return new ResponseHead(name.equals("content-range") ? 206 : 200, fields, Body.of(100));
        }

        @Override
        public String toString() {
            return name + " of " + piece;
        }
    }
}
