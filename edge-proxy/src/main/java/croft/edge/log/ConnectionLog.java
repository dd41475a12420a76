package croft.edge.log;

import croft.edge.tls.Handshake;
import croft.platform.declaration.HostName;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the lines of one connection have in common, written once, and the way to the log of its
/// event loop.
public final class ConnectionLog {
    /// Of a connection whose exchanges leave no line.
    public static final ConnectionLog NONE =
            new ConnectionLog(null, InetAddress.getLoopbackAddress(), "h1", null);

    final InetAddress peer;
    final String protocol;
    final @Nullable Handshake handshake;

    /// The beginning of each line, and whose.
    byte[] prefix = {};

    private @Nullable LineFormat writer;
    private final @Nullable LoopLog loop;

    /// The last `user-agent`: most connections never have another.
    private @Nullable String agent;

    private byte[] agentWritten = {};

    /// The last host that was asked for, and the site that answered for it.
    private @Nullable String host;

    private @Nullable HostName site;
    private byte[] askedWritten = {};

    ConnectionLog(
            @Nullable LoopLog loop,
            InetAddress peer,
            String protocol,
            @Nullable Handshake handshake) {
        this.loop = loop;
        this.peer = peer;
        this.protocol = protocol;
        this.handshake = handshake;
    }

    /// Something came over it that was no request.
    ///
    /// @param status of the answer, which has no body; 0 if there was none
    /// @param reason in words
    /// @param now nanoseconds of the loop's ticker
    public void refused(int status, String reason, long now) {
        Notes notes = new Notes(this, null, now);
        notes.refused(status, reason);
        notes.ended(status == 0 ? End.ABORTED : End.COMPLETE, now);
    }

    /// The same for somebody on whose behalf a proxy asks.
    ConnectionLog of(InetAddress client) {
        return new ConnectionLog(loop, client, protocol, handshake);
    }

    void write(Notes notes) {
        if (loop != null) {
            loop.write(notes);
        }
    }

    /// The beginning that `format` wrote, or writes now.
    // the same object, not an equal one: asked for every line
    @SuppressWarnings("ReferenceEquality")
    byte[] prefix(LineFormat format) {
        if (writer != format) {
            writer = format;
            prefix = format.prefix(this);
            agent = null;
            host = null;
        }
        return prefix;
    }

    /// Appends the `user-agent` as `format` writes it; to be called behind [#prefix(LineFormat)].
    void agent(LineBuffer out, LineFormat format, String value) {
        if (value.equals(agent)) {
            out.octets(agentWritten);
            return;
        }
        int from = out.length();
        format.text(out, value, LineFormat.LONGEST_FIELD);
        agent = value;
        agentWritten = out.since(from);
    }

    /// Appends whom a request asks, as `format` writes it; to be called behind
    /// [#prefix(LineFormat)].
    void asked(LineBuffer out, JsonFormat format, @Nullable HostName by, String wanted) {
        if (wanted.equals(host) && Objects.equals(by, site)) {
            out.octets(askedWritten);
            return;
        }
        int from = out.length();
        format.asked(out, by, wanted);
        host = wanted;
        site = by;
        askedWritten = out.since(from);
    }
}
