package croft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import croft.edge.http2.FramePeer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// A WebSocket to [StandInMattermost], over whichever protocol.
interface ChatSocket {
    /// Sends a message and waits for its echo.
    ///
    /// @param message of as many octets as the server's
    /// @return whether it came back: it does not on a socket that has been closed
    boolean talk(String message) throws IOException;

    /// Over a connection of its own.
    static ChatSocket overHttp1(Socket socket, String host, String origin) throws IOException {
        socket.getOutputStream()
                .write(
                        ("GET /api/v4/websocket HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nOrigin: "
                                        + origin
                                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                .getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("no answer to the upgrade");
            }
            head.append((char) octet);
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head.substring(0, head.indexOf("\r\n")));
        }
        if (head.indexOf("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") < 0) {
            throw new IOException("the answer does not prove the switch (RFC 6455 §4.1)");
        }
        return message -> {
            socket.getOutputStream().write(message.getBytes(US_ASCII));
            return new String(in.readNBytes(message.length()), US_ASCII).equals(message);
        };
    }

    /// As a stream of a connection that may have more (RFC 8441).
    static ChatSocket overHttp2(FramePeer peer, int stream, String host, String origin)
            throws IOException {
        peer.headers(
                stream,
                false,
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "https",
                ":authority",
                host,
                ":path",
                "/api/v4/websocket",
                "origin",
                origin,
                "sec-websocket-version",
                "13");
        FramePeer.Received answer = peer.next();
        if (!answer.status().equals("200")) {
            throw new IOException("HTTP/2 " + answer.status());
        }
        return message -> {
            FramePeer.Received echo = peer.data(stream, false, message).next();
            return echo.type() == FramePeer.DATA
                    && echo.stream() == stream
                    && echo.text().equals(message);
        };
    }
}
