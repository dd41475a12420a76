package croft.edge.log;

import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.tls.Handshake;
import croft.platform.declaration.HostName;
import org.jspecify.annotations.Nullable;

/// One JSON object a line, with all that is known (docs/guides/access-log.md). What does not apply
/// is left out. Octets of a client's that are no ASCII are written as the characters U+0080 to
/// U+00FF: none is lost, and the line is JSON whatever they are.
record JsonFormat(Addresses addresses, Redaction redaction) implements LineFormat {
    private static final String ID_TEXT = ",\"id\":\"";
    private static final byte[] TIME = Ascii.octets("{\"time\":\"");
    private static final byte[] SITE = Ascii.octets(",\"site\":\"");
    private static final byte[] HOST = Ascii.octets(",\"host\":\"");
    private static final byte[] METHOD = Ascii.octets(",\"method\":\"");
    private static final byte[] GET = Ascii.octets(",\"method\":\"GET\",\"target\":\"");
    private static final byte[] TARGET = Ascii.octets("\",\"target\":\"");
    private static final byte[] UPGRADE = Ascii.octets(",\"upgrade\":\"");
    private static final byte[] STATUS = Ascii.octets(",\"status\":");
    private static final byte[] BYTES = Ascii.octets(",\"bytes\":");
    private static final byte[] RECEIVED = Ascii.octets(",\"received\":");
    private static final byte[] MILLIS = Ascii.octets(",\"ms\":");
    private static final byte[] BACKEND = Ascii.octets(",\"backend_ms\":");
    private static final byte[] HIT =
            Ascii.octets(",\"cache\":\"hit\",\"cache_status\":\"" + CacheWord.HIT_TEXT);
    private static final byte[] CACHE = Ascii.octets(",\"cache\":\"");
    private static final byte[] CACHE_STATUS = Ascii.octets("\",\"cache_status\":\"");
    private static final byte[] REFERER = Ascii.octets(",\"referer\":\"");
    private static final byte[] AGENT = Ascii.octets(",\"agent\":\"");
    private static final byte[] GONE = Ascii.octets(",\"end\":\"gone\"");
    private static final byte[] ABORTED = Ascii.octets(",\"end\":\"aborted\"");
    private static final byte[] FAULT = Ascii.octets(",\"fault\":\"");
    private static final byte[] END = Ascii.octets("}\n");

    @Override
    public byte[] prefix(ConnectionLog connection) {
        String peer = addresses.text(connection.peer);
        StringBuilder text = new StringBuilder("\"");
        if (!peer.isEmpty()) {
            text.append(",\"peer\":\"").append(peer).append('"');
        }
        text.append(",\"protocol\":\"").append(connection.protocol).append('"');
        Handshake handshake = connection.handshake;
        if (handshake != null) {
            text.append(",\"tls\":\"").append(handshake.version()).append('"');
            text.append(",\"cipher\":\"").append(handshake.cipher()).append('"');
            if (handshake.resumed()) {
                text.append(",\"resumed\":true");
            }
        }
        return Ascii.octets(text.append(ID_TEXT).toString());
    }

    @Override
    public void line(LineBuffer out, Notes notes, LineClock clock) {
        ConnectionLog connection = notes.connection;
        byte[] prefix = connection.prefix(this);
        out.octets(TIME);
        clock.iso(out);
        if (notes.id == 0) {
            out.octets(prefix, prefix.length - ID_TEXT.length());
        } else {
            out.octets(prefix);
            out.hex(notes.id);
            out.octet('"');
        }
        RequestHead head = notes.head;
        if (head != null) {
            request(out, connection, notes.site, head);
        }
        out.octets(STATUS);
        out.number(notes.status);
        out.octets(BYTES);
        out.number(notes.sent);
        if (notes.received > 0) {
            out.octets(RECEIVED);
            out.number(notes.received);
        }
        out.octets(MILLIS);
        out.millis(notes.ended - notes.begun);
        if (notes.untilBackend >= 0) {
            out.octets(BACKEND);
            out.millis(notes.untilBackend);
        }
        String cacheStatus = notes.cacheStatus;
        if (cacheStatus != null) {
            cache(out, cacheStatus);
        }
        switch (notes.end) {
            case COMPLETE -> {}
            case GONE -> out.octets(GONE);
            case ABORTED -> out.octets(ABORTED);
        }
        member(out, FAULT, notes.fault);
        if (head != null) {
            sayings(out, connection, head.fields());
        }
        out.octets(END);
    }

    private void request(
            LineBuffer out, ConnectionLog connection, @Nullable HostName site, RequestHead head) {
        connection.asked(out, this, site, head.authority().host());
        if (head.method().equals("GET")) {
            out.octets(GET);
        } else {
            out.octets(METHOD);
            text(out, head.method(), LONGEST_FIELD);
            out.octets(TARGET);
        }
        redaction.target(out, this, head.target(), LONGEST_TARGET);
        out.octet('"');
        if (head.protocol().isPresent()) {
            member(out, UPGRADE, head.protocol().get());
        }
    }

    /// Whom a request asks: the same for most lines of a connection.
    void asked(LineBuffer out, @Nullable HostName site, String host) {
        if (site != null) {
            member(out, SITE, site.value());
        }
        if (site == null || !site.value().equals(host)) {
            member(out, HOST, host);
        }
    }

    private void cache(LineBuffer out, String cacheStatus) {
        CacheWord word = CacheWord.of(cacheStatus);
        if (word == CacheWord.HIT) {
            out.octets(HIT);
            text(
                    out,
                    cacheStatus,
                    CacheWord.HIT_TEXT.length(),
                    cacheStatus.length(),
                    LONGEST_FIELD - CacheWord.HIT_TEXT.length());
        } else {
            out.octets(CACHE);
            out.octets(word.octets());
            out.octets(CACHE_STATUS);
            text(out, cacheStatus, LONGEST_FIELD);
        }
        out.octet('"');
    }

    /// What the client says of itself.
    private void sayings(LineBuffer out, ConnectionLog connection, Fields fields) {
        String referer = null;
        String agent = null;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (name.equals("user-agent")) {
                agent = fields.value(i);
            } else if (name.equals("referer")) {
                referer = fields.value(i);
            }
        }
        if (referer != null) {
            out.octets(REFERER);
            redaction.reference(out, this, referer, LONGEST_FIELD);
            out.octet('"');
        }
        if (agent != null) {
            out.octets(AGENT);
            connection.agent(out, this, agent);
            out.octet('"');
        }
    }

    private void member(LineBuffer out, byte[] name, @Nullable String value) {
        if (value != null) {
            out.octets(name);
            text(out, value, LONGEST_FIELD);
            out.octet('"');
        }
    }

    @Override
    public void escape(LineBuffer out, char c) {
        out.octet('\\');
        if (c == '"' || c == '\\') {
            out.octet(c);
        } else {
            out.octet('u');
            out.octetInHex(c >> 8);
            out.octetInHex(c);
        }
    }
}
