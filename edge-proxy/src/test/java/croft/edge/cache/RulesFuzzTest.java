package croft.edge.cache;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.FieldSyntax;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.Preset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Any fields: no exception, and nothing stored is served to a request with a session of its own.
class RulesFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final CachePolicy POLICY =
            new CachePolicy(
                    Preset.APP,
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    CachePolicy.DEFAULT_STALE);

    private static final String[] OF_REQUESTS = {
        "cache-control",
        "pragma",
        "cookie",
        "authorization",
        "accept-encoding",
        "accept-language",
        "range",
        "if-range",
        "if-match",
        "if-none-match",
        "if-modified-since",
        "if-unmodified-since",
        "x-one"
    };
    private static final String[] OF_RESPONSES = {
        "cache-control", "cdn-cache-control", "edge-cache-control", "age", "date", "expires",
        "last-modified", "etag", "vary", "content-range", "content-encoding", "content-location",
        "location", "surrogate-key", "cache-groups", "cache-group-invalidation", "no-vary-search"
    };

    @FuzzTest(maxDuration = "20s")
    void decidesOnAnyFields(FuzzedDataProvider data) {
        RequestHead first = request(data);
        RequestHead later = request(data);
        ResponseHead response =
                new ResponseHead(
                        data.consumeInt(100, 599),
                        fields(data, OF_RESPONSES),
                        Body.of(data.consumeInt(0, 200)));
        ResponseHead update = new ResponseHead(304, fields(data, OF_RESPONSES), Body.NONE);
        Invalidation.by(first, response);
        Reuse.past(later, POLICY);
        if (!(Storing.decide(first, POLICY, response, NOW, NOW)
                instanceof Storability.Storable(StoredResponse stored))) {
            return;
        }
        Keys.of(later, POLICY, stored.search());
        Entry entry = new Entry(stored, 100);
        Instant now = NOW.plusSeconds(data.consumeInt(0, 100));
        Decision<Entry> decision = Reuse.decide(later, POLICY, List.of(entry), now);
        if (decision instanceof Decision.Fetch<Entry>(Decision.Ask<Entry> ask, _, _)) {
            OriginFields.of(later, POLICY, ask);
        }
        String cookies = String.join("", later.fields().all("cookie"));
        if (decision instanceof Decision.Serve<Entry>
                && !cookies.replaceAll("[; \t]", "").isEmpty()
                && !stored.forEverybody()) {
            throw new AssertionError(later + " served " + stored);
        }
        Freshening.by(stored, later, POLICY, update, now, now);
        Freshening.byHead(stored, 100, later, POLICY, response, now, now);
        Freshening.combined(stored, later, POLICY, response, now, now);
    }

    private static RequestHead request(FuzzedDataProvider data) {
        String target = "/" + data.consumeAsciiString(40);
        return new RequestHead(
                data.pickValue(new String[] {"GET", "GET", "GET", "HEAD", "POST"}),
                true,
                new Authority(Requests.HOST, -1),
                FieldSyntax.isOriginForm(target) ? target : "/a",
                fields(data, OF_REQUESTS),
                Body.NONE,
                Optional.empty(),
                "1.1");
    }

    private static Fields fields(FuzzedDataProvider data, String[] names) {
        Fields fields = new Fields();
        for (int i = data.consumeInt(0, 6); i > 0; i--) {
            String value = data.consumeAsciiString(60).strip();
            if (FieldSyntax.isFieldValue(value)) {
                fields.add(data.pickValue(names), value);
            }
        }
        return fields;
    }
}
