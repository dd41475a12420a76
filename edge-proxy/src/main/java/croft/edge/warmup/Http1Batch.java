package croft.edge.warmup;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Pipelined GETs of HTTP/1.1.
final class Http1Batch implements OwnVisitor.Batch {
    private final int requests;
    private final byte[] octets;

    Http1Batch(String host, String path, int requests) {
        this.requests = requests;
        String request = "GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\naccept: */*\r\n\r\n";
        octets = request.repeat(requests).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int requests() {
        return requests;
    }

    @Override
    public byte[] opening() {
        return new byte[0];
    }

    @Override
    public byte[] next() {
        return octets;
    }

    @Override
    public int answers(ByteBuf data) {
        int ends = 0;
        int at = data.readerIndex();
        int end = data.writerIndex();
        while (at < end) {
            int found = data.indexOf(at, end, OwnBackend.LAST);
            if (found < 0) {
                break;
            }
            ends++;
            at = found + 1;
        }
        return ends;
    }
}
