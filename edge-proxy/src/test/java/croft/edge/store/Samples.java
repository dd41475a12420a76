package croft.edge.store;

import croft.edge.cache.CacheKey;
import croft.edge.cache.Extent;
import croft.edge.cache.Freshness;
import croft.edge.cache.SearchRule;
import croft.edge.cache.Selection;
import croft.edge.cache.StoredResponse;
import croft.edge.http.Body;
import croft.edge.http.FieldBlock;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.platform.declaration.HostName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Stored responses for tests: what matters is said, the rest is as usual.
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final HostName SITE = new HostName("www.example.net");

    private final Memory memory;
    private Selection selection = Selection.ALL;
    private Extent extent = Extent.WHOLE;
    private List<String> keys = List.of();
    private Optional<String> etag = Optional.of("\"v1\"");
    private Optional<SearchRule> search = Optional.empty();
    private HostName site = SITE;
    private Fields fields = new Fields().add("content-type", "text/html; charset=utf-8");
    private int status = 200;

    Samples(Memory memory) {
        this.memory = memory;
    }

    static CacheKey key(String target) {
        return new CacheKey(SITE.value(), target);
    }

    static byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + (i >> 8));
        }
        return octets;
    }

    Samples varying(String name, String value) {
        selection = new Selection(List.of(new Selection.Selecting(name, value)));
        return this;
    }

    Samples part(long first, long last, long total) {
        extent = new Extent.Part(first, last, total);
        return this;
    }

    Samples keys(String... names) {
        keys = List.of(names);
        return this;
    }

    Samples etag(String value) {
        etag = Optional.of(value);
        return this;
    }

    Samples search(SearchRule rule) {
        search = Optional.of(rule);
        return this;
    }

    Samples site(String host) {
        site = new HostName(host);
        return this;
    }

    Samples status(int value) {
        status = value;
        return this;
    }

    Samples field(String name, String value) {
        fields.set(name, value);
        return this;
    }

    StoredResponse response() {
        Fields all = fields.copy();
        etag.ifPresent(value -> all.set("etag", value));
        return new StoredResponse(
                status,
                FieldBlock.of(all),
                NOW,
                NOW,
                Duration.ZERO,
                new Freshness(
                        Duration.ofMinutes(10),
                        Freshness.Basis.MAX_AGE,
                        false,
                        false,
                        Duration.ZERO,
                        Duration.ofHours(24)),
                selection,
                extent,
                etag,
                Optional.empty(),
                false,
                keys,
                search,
                false);
    }

    /// With a complete body; the caller holds its one reference.
    Entry entry(String target, int length) {
        return entry(target, octets(length));
    }

    Entry entry(String target, String text) {
        return entry(target, text.getBytes(StandardCharsets.UTF_8));
    }

    Entry entry(String target, byte[] octets) {
        return tryEntry(target, octets)
                .orElseThrow(() -> new AssertionError("no room for " + octets.length));
    }

    Optional<Entry> tryEntry(String target, byte[] octets) {
        StoredBody body = StoredBody.create(memory, octets.length);
        ByteBuf data = Unpooled.wrappedBuffer(octets);
        if (!body.append(data)) {
            body.release();
            return Optional.empty();
        }
        body.complete();
        StoredResponse response = response();
        return Optional.of(
                new Entry(
                        new CacheKey(site.value(), target),
                        site,
                        response,
                        new PreparedHead(status, response.fields(), Body.of(octets.length)),
                        body,
                        NOW));
    }

    static byte[] read(StoredBody body) {
        byte[] all = new byte[(int) body.written()];
        ByteBuf out = Unpooled.wrappedBuffer(all).clear();
        body.copyTo(out, 0, all.length);
        return all;
    }
}
