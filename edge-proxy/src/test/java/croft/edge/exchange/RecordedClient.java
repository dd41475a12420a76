package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.log.ConnectionLog;
import croft.edge.log.Notes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client by hand: remembers what it was told.
final class RecordedClient implements Client {
    /// In memory: whoever calls is on it.
    private static final EventLoop LOOP = new EmbeddedChannel().eventLoop();

    final List<ResponseHead> interim = new ArrayList<>();
    final StringBuilder body = new StringBuilder();
    @Nullable ResponseHead response;
    boolean switched;
    boolean ended;
    boolean aborted;
    boolean writable = true;

    /// Whether it fails where no client should.
    boolean faulty;

    int consumed;

    private final ConnectionFacts facts;
    private final Notes notes = new Notes(ConnectionLog.NONE, null, 0);

    private RecordedClient(boolean secure, Set<String> covered) {
        facts =
                new ConnectionFacts(
                        LOOP, peer(), 8443, secure, host -> !secure || covered.contains(host));
    }

    static RecordedClient overTls(String... covered) {
        return new RecordedClient(true, Set.of(covered));
    }

    static RecordedClient plain() {
        return new RecordedClient(false, Set.of());
    }

    int status() {
        return response == null ? 0 : response.status();
    }

    @Nullable String field(String name) {
        return response == null ? null : response.fields().first(name);
    }

    @Override
    public ConnectionFacts connection() {
        return facts;
    }

    @Override
    public Notes notes() {
        return notes;
    }

    @Override
    public void inform(ResponseHead head) {
        expectOpen();
        interim.add(head);
    }

    @Override
    public void respond(ResponseHead head) {
        expectOpen();
        if (faulty) {
            throw new IllegalStateException("a defect");
        }
        response = head;
        ended = head.body() instanceof Body.None;
    }

    @Override
    public void respond(PreparedHead head, Stamp stamp, boolean withBody) {
        Fields fields = head.fields().fields();
        stamp.fields().forEach(fields::add);
        respond(new ResponseHead(head.status(), fields, withBody ? head.body() : Body.NONE));
    }

    @Override
    public void switched(ResponseHead head) {
        expectOpen();
        response = head;
        switched = true;
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        expectOpen();
        body.append(data.toString(StandardCharsets.UTF_8));
        data.release();
        ended = last;
    }

    @Override
    public void trailers(Fields fields) {
        expectOpen();
        ended = true;
    }

    @Override
    public void abort() {
        expectOpen();
        aborted = true;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void consumed(int octets) {
        consumed += octets;
    }

    private void expectOpen() {
        if (ended || aborted) {
            throw new AssertionError("told something after the end");
        }
    }

    private static InetAddress peer() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
