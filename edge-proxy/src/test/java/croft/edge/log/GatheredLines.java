package croft.edge.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.tls.Handshake;
import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.HostName;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines as a format writes them, without a connection.
final class GatheredLines {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    private final LineFormat format;
    private final ConnectionLog connection;

    private GatheredLines(AccessLogPolicy policy, String peer, @Nullable Handshake handshake) {
        format = LineFormat.of(policy);
        connection = new ConnectionLog(null, InetAddress.ofLiteral(peer), "h2", handshake);
    }

    static GatheredLines of(AccessLogPolicy policy) {
        return from(policy, "192.0.2.77");
    }

    static GatheredLines from(AccessLogPolicy policy, String peer) {
        return new GatheredLines(
                policy, peer, new Handshake("TLSv1.3", "TLS_AES_128_GCM_SHA256", true));
    }

    static AccessLogPolicy policy(
            AccessLogPolicy.Format format,
            AccessLogPolicy.Addresses addresses,
            AccessLogPolicy.Query query,
            String... hidden) {
        return new AccessLogPolicy(
                AccessLogPolicy.To.FILE,
                format,
                addresses,
                query,
                List.of(hidden),
                AccessLogPolicy.DEFAULT_SIZE,
                AccessLogPolicy.DEFAULT_KEEP);
    }

    /// The line of an answered request, without its line end.
    String line(String method, String target, String... fields) {
        return line(notes(method, target, fields));
    }

    Notes notes(String method, String target, String... fields) {
        Fields received = new Fields();
        for (int i = 0; i < fields.length; i += 2) {
            received.add(fields[i], fields[i + 1]);
        }
        Notes notes =
                new Notes(
                        connection,
                        new RequestHead(
                                method,
                                true,
                                new Authority("www.example.net", -1),
                                target,
                                received,
                                Body.NONE,
                                Optional.empty(),
                                "2"),
                        0);
        notes.routed(0xfeedL, new HostName("www.example.net"));
        notes.status = 200;
        notes.sent = 512;
        notes.ended = 1_234_567;
        return notes;
    }

    /// @throws AssertionError if it is not one line of ASCII
    String line(Notes notes) {
        byte[] octets = new byte[LineFormat.LONGEST_LINE];
        LineBuffer out = new LineBuffer(octets);
        LineClock clock = new LineClock(InstantSource.fixed(NOW), 0);
        clock.set(0);
        format.line(out, notes, clock);
        String line;
        try {
            line = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, out.length())).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
        String text = line.substring(0, line.length() - 1);
        if (!line.endsWith("\n") || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new AssertionError("not one printable line: " + line);
        }
        return text;
    }
}
