package croft.edge.cache;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Requests, responses and policies by chance: mostly sensible, of few different values, so that
/// they meet often.
final class Generated {
    private final Random random;

    Generated(long seed) {
        this.random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    CachePolicy policy() {
        return new CachePolicy(
                Preset.APP,
                true,
                chance(30) ? List.of(new Glob("_ga*")) : List.of(),
                chance(20) ? List.of(new Glob("sid")) : List.of(),
                List.of(),
                false,
                chance(15)
                        ? List.of(
                                new PathRule(
                                        new Glob("/*"),
                                        new Treatment.Fresh(Duration.ofSeconds(below(100)))))
                        : List.of(),
                Duration.ofSeconds(below(200)));
    }

    RequestHead request() {
        Fields fields = new Fields();
        maybe(fields, 30, "accept-encoding", "gzip", "br, gzip", "identity", "gzip;q=0, br");
        maybe(fields, 30, "accept-language", "de", "en", "de, en;q=0.5", "EN;q=0.5,de");
        maybe(fields, 20, "x-one", "1", "2", "1,2", "1, 2");
        maybe(fields, 15, "cookie", "_ga=1", "sid=1", "a=b", "_ga=2; a=b");
        maybe(fields, 10, "authorization", "Basic eDp5", "Bearer z");
        maybe(
                fields,
                25,
                "cache-control",
                "no-cache",
                "max-age=0",
                "max-age=30",
                "max-stale",
                "max-stale=20",
                "min-fresh=10",
                "only-if-cached",
                "no-store");
        maybe(
                fields,
                15,
                "range",
                "bytes=0-9",
                "bytes=5-",
                "bytes=-7",
                "bytes=0-1,4-5",
                "bytes=200-");
        maybe(fields, 5, "if-range", "\"1\"", "W/\"1\"");
        maybe(fields, 15, "if-none-match", "\"1\"", "\"2\"", "*", "W/\"1\", \"3\"");
        maybe(fields, 5, "if-match", "\"1\"", "\"2\"");
        return new RequestHead(
                chance(90) ? "GET" : "HEAD",
                true,
                new Authority(Requests.HOST, chance(95) ? -1 : 8443),
                "/a",
                fields,
                Body.NONE,
                Optional.empty(),
                "1.1");
    }

    ResponseHead response(Instant now) {
        Fields fields = new Fields();
        int status = 200;
        Body body = Body.of(100);
        if (chance(20)) {
            status = Integer.parseInt(one("206", "404", "500", "302", "204"));
        }
        if (status == 206) {
            int first = below(50);
            int last = first + below(50);
            fields.add("content-range", "bytes " + first + "-" + last + "/100");
            body = Body.of(last - first + 1L);
        }
        maybe(fields, 80, "date", date(now, -below(100)), date(now, below(20)), "soon");
        maybe(
                fields,
                80,
                "cache-control",
                "max-age=60",
                "max-age=10, stale-while-revalidate=20",
                "s-maxage=30",
                "public, max-age=40",
                "no-cache",
                "private, max-age=60",
                "no-store",
                "max-age=50, must-revalidate",
                "max-age=20, stale-if-error=50",
                "max-age=0",
                "max-age=x",
                "must-understand, no-store, max-age=60");
        maybe(fields, 10, "edge-cache-control", "max-age=90", "no-cache", "no-store", "max-age=a");
        maybe(fields, 10, "cdn-cache-control", "max-age=70", "private", "must-revalidate");
        maybe(fields, 10, "expires", date(now, below(200) - 50), "0");
        maybe(fields, 20, "age", "5", "50", "x", "99999999999");
        maybe(fields, 70, "etag", "\"1\"", "W/\"1\"", "\"2\"", "bad");
        maybe(fields, 30, "last-modified", date(now, -below(5000)));
        maybe(
                fields,
                40,
                "vary",
                "accept-encoding",
                "accept-language, x-one",
                "X-One",
                "*",
                "cookie");
        maybe(fields, 5, "set-cookie", "a=b");
        return new ResponseHead(status, fields, body);
    }

    /// Any text that a field may hold.
    String text(String alphabet, int longest) {
        int length = below(longest + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    private static String date(Instant now, int seconds) {
        return HttpDate.of(now.plusSeconds(seconds));
    }

    private void maybe(Fields fields, int percent, String name, String... values) {
        while (chance(percent)) {
            fields.add(name, one(values));
            percent = 3;
        }
    }
}
