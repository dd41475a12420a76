package croft.edge.log;

import croft.edge.http.RequestHead;
import org.jspecify.annotations.Nullable;

/// The combined format of NCSA, as Apache and nginx write it:
///
///     PEER - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 512 "REFERER" "AGENT"
///
/// What is not known is `-`. Of a client's text, quotes, backslashes and all that is not printable
/// ASCII are `\xHH`, as nginx writes them.
record CombinedFormat(Addresses addresses, Redaction redaction) implements LineFormat {
    /// What nginx writes for a client that left before it had an answer, and tools know by that.
    private static final int CLIENT_GONE = 499;

    /// Tools want an address.
    private static final String NO_ADDRESS = "0.0.0.0";

    private static final int NO_REQUEST = 400;
    private static final int BROKEN_OFF = 500;

    private static final byte[] VERSION_2 = Ascii.octets(" HTTP/2.0");
    private static final byte[] VERSION_1 = Ascii.octets(" HTTP/");

    @Override
    public byte[] prefix(ConnectionLog connection) {
        String peer = addresses.text(connection.peer);
        return Ascii.octets((peer.isEmpty() ? NO_ADDRESS : peer) + " - - [");
    }

    @Override
    public void line(LineBuffer out, Notes notes, LineClock clock) {
        out.octets(notes.connection.prefix(this));
        clock.ncsa(out);
        out.octet(']');
        out.octet(' ');
        out.octet('"');
        RequestHead head = notes.head;
        if (head == null) {
            out.octet('-');
        } else {
            request(out, head);
        }
        out.octet('"');
        out.octet(' ');
        out.padded(status(notes), 3);
        out.octet(' ');
        out.number(notes.sent);
        String referer = head == null ? null : head.fields().first("referer");
        out.octet(' ');
        out.octet('"');
        if (referer == null || referer.isEmpty()) {
            out.octet('-');
        } else {
            redaction.reference(out, this, referer, LONGEST_FIELD);
        }
        agent(out, notes.connection, head == null ? null : head.fields().first("user-agent"));
        out.octet('"');
        out.octet('\n');
    }

    private void agent(LineBuffer out, ConnectionLog connection, @Nullable String agent) {
        out.octet('"');
        out.octet(' ');
        out.octet('"');
        if (agent == null || agent.isEmpty()) {
            out.octet('-');
        } else {
            connection.agent(out, this, agent);
        }
    }

    private void request(LineBuffer out, RequestHead head) {
        text(out, head.method(), LONGEST_FIELD);
        out.octet(' ');
        redaction.target(out, this, head.target(), LONGEST_TARGET);
        if (head.version().equals("2")) {
            out.octets(VERSION_2);
        } else {
            out.octets(VERSION_1);
            text(out, head.version(), LONGEST_FIELD);
        }
    }

    /// Three digits, as every parser wants them.
    private static int status(Notes notes) {
        if (notes.status != 0) {
            return notes.status;
        }
        return switch (notes.end) {
            case GONE -> CLIENT_GONE;
            case ABORTED, COMPLETE -> notes.head == null ? NO_REQUEST : BROKEN_OFF;
        };
    }

    @Override
    public void escape(LineBuffer out, char c) {
        out.octet('\\');
        out.octet('x');
        out.octetInHex(c & 0xff);
    }
}
