package croft.edge.exchange;

import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.limit.Guest;
import croft.edge.log.Notes;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// A client behind a trusted proxy: speaks by the proxy's connection, and is known by its own
/// address.
///
/// @param connection the proxy's, with the client's address in place of the proxy's
record Relayed(Client proxy, ConnectionFacts connection) implements Client {
    /// The client on whose behalf a request is made; the proxy itself, if it names nobody.
    static Client of(Client proxy, RequestHead head) {
        List<String> forwardedFor = new ArrayList<>(1);
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals("x-forwarded-for")) {
                forwardedFor.add(fields.value(i));
            }
        }
        Guest guest = proxy.connection().guest();
        Guest requester = guest.onBehalfOf(forwardedFor);
        if (requester == guest) {
            return proxy;
        }
        proxy.notes().onBehalfOf(requester.address());
        return new Relayed(proxy, proxy.connection().of(requester));
    }

    @Override
    public Notes notes() {
        return proxy.notes();
    }

    @Override
    public void inform(ResponseHead head) {
        proxy.inform(head);
    }

    @Override
    public void respond(ResponseHead head) {
        proxy.respond(head);
    }

    @Override
    public void respond(PreparedHead head, Stamp stamp, boolean withBody) {
        proxy.respond(head, stamp, withBody);
    }

    @Override
    public void switched(ResponseHead head) {
        proxy.switched(head);
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        proxy.data(data, last);
    }

    @Override
    public boolean copy(StoredBody body) {
        return proxy.copy(body);
    }

    @Override
    public void trailers(Fields fields) {
        proxy.trailers(fields);
    }

    @Override
    public void abort() {
        proxy.abort();
    }

    @Override
    public boolean writable() {
        return proxy.writable();
    }

    @Override
    public void consumed(int octets) {
        proxy.consumed(octets);
    }
}
