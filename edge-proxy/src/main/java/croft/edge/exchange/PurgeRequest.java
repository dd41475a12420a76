package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.store.Purge;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;

/// A `PURGE` from an address that may: drops what is stored for its URL, or, with `surrogate-key`,
/// what carries one of the keys. With `soft-purge: 1` it is not dropped, but validated before it is
/// used again. Answers in JSON how many stored responses it met.
final class PurgeRequest implements Exchange {
    private final SharedCache cache;
    private final RequestHead head;
    private final Client client;
    private final Frontier.Ledger ledger;
    private boolean gone;

    PurgeRequest(SharedCache cache, RequestHead head, Client client, Frontier.Ledger ledger) {
        this.cache = cache;
        this.head = head;
        this.client = client;
        this.ledger = ledger;
    }

    /// Looks through the store on a thread of its own.
    void begin() {
        Thread.startVirtualThread(() -> {
            int met = cache.purge(purge());
            if (!client.connection().loop().isShuttingDown()) {
                client.connection().loop().execute(() -> answer(met));
            }
        });
    }

    private Purge purge() {
        boolean soft = "1".equals(head.fields().first("soft-purge"));
        String keys = head.fields().first("surrogate-key");
        return keys == null
                ? new Purge.Url(head.authority().host(), head.target(), soft)
                : new Purge.Keys(
                        new HashSet<>(Arrays.asList(keys.strip().split("\\s+", -1))),
                        Optional.empty(),
                        soft);
    }

    private void answer(int met) {
        if (gone) {
            return;
        }
        byte[] body = ("{\"purged\":" + met + "}\n").getBytes(StandardCharsets.US_ASCII);
        Fields fields =
                new Fields()
                        .add("date", HttpDate.of(ledger.clock().instant()))
                        .add("content-type", "application/json")
                        .add("content-length", Integer.toString(body.length))
                        .add("cache-control", "no-store");
        ledger.traffic().responded(200);
        client.respond(new ResponseHead(200, fields, Body.of(body.length)));
        client.data(Unpooled.wrappedBuffer(body), true);
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        client.consumed(data.readableBytes());
        data.release();
    }

    @Override
    public void trailers(Fields fields) {}

    @Override
    public void writable() {}

    @Override
    public void gone() {
        gone = true;
    }
}
