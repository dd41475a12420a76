package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A visitor that speaks HTTP/1.1.
final class Http1Visitor implements Visitor {
    private final Socket socket;
    private final InputStream in;
    private final String host;
    private String method = "";

    Http1Visitor(Socket socket, String host) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.host = host;
    }

    @Override
    public void send(String asked, String path, String body, String... fields) throws IOException {
        method = asked;
        StringBuilder head =
                new StringBuilder(asked + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (int i = 0; i < fields.length; i += 2) {
            head.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
        }
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        socket.getOutputStream().write((head + "\r\n" + body).getBytes(ISO_8859_1));
    }

    @Override
    public Reply receive() throws IOException {
        while (true) {
            String start = line();
            if (start.isEmpty()) {
                return new Reply(0, Map.of(), "", false);
            }
            int status = Integer.parseInt(start.substring(9, 12));
            Map<String, List<String>> fields = fields();
            if (status >= 200) {
                return body(status, fields);
            }
        }
    }

    private Map<String, List<String>> fields() throws IOException {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return fields;
    }

    private Reply body(int status, Map<String, List<String>> fields) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Reply(status, fields, "", true);
        }
        if (fields.containsKey("transfer-encoding")) {
            return chunked(status, fields);
        }
        int length =
                Integer.parseInt(fields.getOrDefault("content-length", List.of("0")).getFirst());
        String body = octets(length);
        return new Reply(status, fields, body, body.length() == length);
    }

    private Reply chunked(int status, Map<String, List<String>> fields) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            if (size.isEmpty()) {
                return new Reply(status, fields, body.toString(), false);
            }
            int octets = Integer.parseInt(size, 16);
            if (octets == 0) {
                fields();
                return new Reply(status, fields, body.toString(), true);
            }
            body.append(octets(octets));
            line();
        }
    }

    private String octets(int length) throws IOException {
        byte[] octets = new byte[length];
        int read = 0;
        try {
            while (read < length) {
                int more = in.read(octets, read, length - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (IOException _) {
            // cut off: what came is what came
        }
        return new String(octets, 0, read, ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet;
            try {
                octet = in.read();
            } catch (java.net.SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                return "";
            }
            if (octet < 0) {
                return "";
            }
            if (octet == '\n') {
                return line.substring(0, line.length() - 1);
            }
            line.append((char) octet);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
