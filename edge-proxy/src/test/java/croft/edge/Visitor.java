package croft.edge;

import java.io.IOException;

/// A client over a raw socket, with one connection: one request after the other.
interface Visitor extends AutoCloseable {
    /// Sends a request and reads its answer to the end.
    ///
    /// @param fields names and values by turns
    default Reply ask(String method, String path, String... fields) throws IOException {
        send(method, path, "", fields);
        return receive();
    }

    default Reply get(String path, String... fields) throws IOException {
        return ask("GET", path, fields);
    }

    void send(String method, String path, String body, String... fields) throws IOException;

    Reply receive() throws IOException;

    @Override
    void close() throws IOException;

    /// The two ways in which everything is asked.
    enum Protocol {
        HTTP1 {
            @Override
            Visitor visit(TestEdge edge, String host) throws IOException {
                return new Http1Visitor(Tls.connect(edge.doors.https(), host, "http/1.1"), host);
            }
        },
        HTTP2 {
            @Override
            Visitor visit(TestEdge edge, String host) throws IOException {
                return new Http2Visitor(Tls.connect(edge.doors.https(), host, "h2"), host);
            }
        };

        abstract Visitor visit(TestEdge edge, String host) throws IOException;
    }
}
