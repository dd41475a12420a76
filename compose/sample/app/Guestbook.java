import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A guestbook, in one file and with nothing but the JDK: any web application that Croft may stand in front of. It speaks
/// HTTP/1.1 and, at `/echo`, WebSocket (RFC 6455); it knows nothing of TLS, HTTP/2 or its own public name.
///
///     java Guestbook.java [PORT] [FILE] [ADDRESS]
///
/// ADDRESS is where it listens: the loopback interface, unless it is in a container of its own (0.0.0.0).
final class Guestbook {
    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_ENTRY = 500;
    private static final int LONGEST_BODY = 16_384;
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_FIELDS = 100;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int IDLE_MILLIS = 60_000;

    /// RFC 6455 §1.3: what a server mixes into the key to show that it understood.
    private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Path file;

    private Guestbook(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3871;
        Path file = Path.of(arguments.length > 1 ? arguments[1] : "guestbook.txt");
        InetAddress address =
                arguments.length > 2 ? InetAddress.getByName(arguments[2]) : InetAddress.getLoopbackAddress();
        var guestbook = new Guestbook(file);
        try (var server = new ServerSocket(port, 100, address)) {
            System.out.println("Guestbook on http://" + address.getHostAddress() + ":" + port);
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> guestbook.serve(socket));
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            for (String line = readLine(in); line != null; line = readLine(in)) {
                if (line.isEmpty()) {
                    continue;
                }
                Request request = readRequest(line, in);
                if (request == null) {
                    answer(out, "400 Bad Request", "text/plain", "This is not a request.\n");
                    return;
                }
                if (!handle(request, in, out)) {
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            // an idle connection
        } catch (IOException e) {
            System.out.println("connection: " + e.getMessage());
        }
    }

    /// Answers one request; returns whether another may follow on the connection.
    private boolean handle(Request request, InputStream in, OutputStream out) throws IOException {
        switch (request.method() + " " + request.path()) {
            case "GET /" -> answer(out, "200 OK", "text/html", page());
            case "POST /" -> {
                sign(request);
                // 303: reloading the page that follows does not sign again.
                write(out, "HTTP/1.1 303 See Other\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
            }
            case "GET /headers" -> answer(out, "200 OK", "text/plain", headers(request));
            case "GET /numbers.txt" -> download(out);
            case "GET /echo" -> {
                echo(request, in, out);
                return false;
            }
            default -> answer(out, "404 Not Found", "text/plain", "There is nothing at " + request.path() + "\n");
        }
        return !request.field("connection").equalsIgnoreCase("close");
    }

    private synchronized void sign(Request request) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String form = new String(request.body(), StandardCharsets.UTF_8);
        for (String pair : form.split("&")) {
            if (pair.startsWith("entry=")) {
                String entry = URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8).strip();
                String line = entry.replaceAll("\\s+", " ");
                if (!line.isEmpty()) {
                    Files.writeString(
                            file,
                            line.substring(0, Math.min(line.length(), LONGEST_ENTRY)) + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
        }
    }

    private synchronized String page() throws IOException {
        List<String> entries = Files.exists(file) ? Files.readAllLines(file) : List.of();
        String list =
                entries.reversed().stream()
                        .limit(MOST_ENTRIES)
                        .map(entry -> "<li>" + escaped(entry) + "</li>")
                        .collect(Collectors.joining("\n"));
        return PAGE.replace("{entries}", list.isEmpty() ? "<li class=quiet>Nobody yet. Be the first.</li>" : list);
    }

    /// What arrived here: how the edge describes the visitor to an application.
    private static String headers(Request request) {
        return request.fields().entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /// A body of unknown length, written as it comes into being.
    private static void download(OutputStream out) throws IOException {
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Disposition: attachment; filename=\"numbers.txt\"\r\n\r\n");
        for (int block = 0; block < 1_000; block++) {
            var lines = new StringBuilder();
            for (int i = 1; i <= 1_000; i++) {
                lines.append(block * 1_000 + i).append('\n');
            }
            write(out, Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n");
        }
        write(out, "0\r\n\r\n");
    }

    /// RFC 6455: the handshake of §4.2.2, then every message back to its sender.
    private static void echo(Request request, InputStream in, OutputStream out) throws IOException {
        if (!request.field("upgrade").equalsIgnoreCase("websocket")) {
            answer(out, "426 Upgrade Required", "text/plain", "This is a WebSocket.\n", "Upgrade: websocket\r\n");
            return;
        }
        write(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + acceptance(request.field("sec-websocket-key")) + "\r\n\r\n");
        while (true) {
            int first = readByte(in);
            int second = readByte(in);
            long length = second & 0x7f;
            if (length == 126) {
                length = readNumber(in, 2);
            } else if (length == 127) {
                length = readNumber(in, 8);
            }
            boolean masked = (second & 0x80) != 0;
            if (!masked || length < 0 || length > LONGEST_MESSAGE) {
                frame(out, 0x88, new byte[] {0x03, (byte) (masked ? 0xf1 : 0xea)}); // 1009 too big, 1002 protocol error
                return;
            }
            byte[] mask = readBytes(in, 4);
            byte[] payload = readBytes(in, (int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            switch (first & 0x0f) {
                case 0x8 -> {
                    frame(out, 0x88, payload); // close, with the same reason
                    return;
                }
                case 0x9 -> frame(out, 0x8a, payload); // a ping is answered by a pong
                case 0xa -> {}
                default -> frame(out, first, payload); // text, binary and parts of them go back as they came
            }
        }
    }

    private static void frame(OutputStream out, int first, byte[] payload) throws IOException {
        out.write(first);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65_536) {
            out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.write(payload);
        out.flush();
    }

    private static String acceptance(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /// Reads fields and body. Null: this is not HTTP, or more than a guestbook takes.
    private static Request readRequest(String requestLine, InputStream in) throws IOException {
        String[] words = requestLine.split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return null;
        }
        var fields = new TreeMap<String, String>();
        for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                return null;
            }
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        byte[] body =
                fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                        ? readChunks(in)
                        : readSized(fields.getOrDefault("content-length", "0"), in);
        String path = words[1].contains("?") ? words[1].substring(0, words[1].indexOf('?')) : words[1];
        return body == null ? null : new Request(words[0], path, fields, body);
    }

    private static byte[] readSized(String length, InputStream in) throws IOException {
        if (!length.matches("[0-9]{1,6}") || Integer.parseInt(length) > LONGEST_BODY) {
            return null;
        }
        return readBytes(in, Integer.parseInt(length));
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        byte[] body = new byte[0];
        while (true) {
            String size = readLine(in);
            if (size == null || !size.matches("[0-9a-fA-F]{1,5}(;.*)?")) {
                return null;
            }
            byte[] chunk = readBytes(in, Integer.parseInt(size.split(";")[0], 16));
            if (body.length + chunk.length > LONGEST_BODY) {
                return null;
            }
            byte[] longer = Arrays.copyOf(body, body.length + chunk.length);
            System.arraycopy(chunk, 0, longer, body.length, chunk.length);
            body = longer;
            readLine(in); // the end of the chunk, or of the trailers, which a guestbook has no use for
            if (chunk.length == 0) {
                return body;
            }
        }
    }

    /// One line without its end; null at the end of the stream.
    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            } else if (line.length() == LONGEST_LINE) {
                throw new IOException("a line longer than " + LONGEST_LINE);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static int readByte(InputStream in) throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("ended in the middle of a frame");
        }
        return value;
    }

    private static long readNumber(InputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | readByte(in);
        }
        return number;
    }

    private static byte[] readBytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("ended in the middle of a body");
        }
        return bytes;
    }

    private static void answer(OutputStream out, String status, String type, String text, String... more)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        out.write(
                ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "; charset=utf-8\r\nContent-Length: " + body.length
                                + "\r\nCache-Control: no-store\r\n" + String.join("", more) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private record Request(String method, String path, Map<String, String> fields, byte[] body) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Guestbook</title>
              <style>
                :root { color-scheme: light dark; --paper: #faf8f3; --card: #fffefb; --ink: #2b2a27; --quiet: #6a675f;
                        --line: #ddd7c8; --leaf: #2f6140; --roof: #a4472e; }
                @media (prefers-color-scheme: dark) {
                  :root { --paper: #1b1d1a; --card: #232621; --ink: #e9e5da; --quiet: #a9a598; --line: #3b3f38;
                          --leaf: #9fd0a4; --roof: #e39a80; }
                }
                * { box-sizing: border-box; }
                body { margin: 0; background: var(--paper); color: var(--ink);
                       font: 1.0625rem/1.65 ui-serif, "Iowan Old Style", Palatino, Georgia, serif; }
                header, main { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
                header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap;
                         gap: .5rem 1.5rem; padding-top: 1.75rem; }
                header a { color: inherit; text-decoration: none; }
                header .name { font-weight: 600; letter-spacing: .02em; }
                header ul { display: flex; gap: 1.25rem; margin: 0; padding: 0; list-style: none; }
                header li a { color: var(--quiet); padding-bottom: .15rem; }
                header li a:hover, header li a[aria-current] { color: var(--ink); border-bottom: 2px solid var(--roof); }
                h1 { font-size: clamp(2rem, 6vw, 2.9rem); line-height: 1.12; font-weight: 600; letter-spacing: -.015em;
                     margin: 2.5rem 0 1rem; }
                h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 600; margin: 3rem 0 .75rem; }
                form { display: flex; gap: .5rem; flex-wrap: wrap; }
                label { width: 100%; }
                input { flex: 1 1 14rem; min-width: 0; }
                input, button { padding: .5rem .8rem; border: 1px solid var(--line); border-radius: .5rem; font: inherit;
                                background: var(--card); color: inherit; }
                button { min-width: 5rem; border-color: var(--leaf); color: var(--leaf); cursor: pointer; }
                :focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px; }
                a { color: var(--leaf); text-decoration-thickness: 1px; text-underline-offset: .18em; }
                code { padding: .1em .3em; background: var(--card); border: 1px solid var(--line); border-radius: .3rem;
                       font: .88em ui-monospace, "SF Mono", "Cascadia Mono", Menlo, monospace; }
                main ul { padding-left: 1.2rem; overflow-wrap: anywhere; }
                main ul.entries { padding: 0; list-style: none; }
                .entries li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
                .lead, .quiet, output { color: var(--quiet); }
                .lead { margin: 0 0 2rem; font-size: 1.2rem; max-width: 36rem; text-wrap: pretty; }
                output { display: block; min-height: 1.65em; margin-top: .5rem; overflow-wrap: anywhere; }
              </style>
            </head>
            <body>
              <header>
                <a class="name" href="https://www.croft.localhost:8443/">Croft</a>
                <nav aria-label="Pages">
                  <ul>
                    <li><a href="https://www.croft.localhost:8443/">Welcome</a></li>
                    <li><a href="https://www.croft.localhost:8443/about/">What you see</a></li>
                    <li><a href="/" aria-current="page">Guestbook</a></li>
                  </ul>
                </nav>
              </header>
              <main>
              <h1>Guestbook</h1>
              <p class="lead">A small application of its own, in <code>app/Guestbook.java</code>. It speaks plain HTTP on a port of this
                machine; the certificate, HTTP/2 and this page’s name are the edge’s work.</p>

              <form method="post" action="/">
                <label for="entry">Say something to those who come after you</label>
                <input id="entry" name="entry" required maxlength="500" autocomplete="off">
                <button>Sign</button>
              </form>
              <ul class="entries">
            {entries}
              </ul>

              <h2>WebSocket</h2>
              <form id="echo">
                <label for="message">What you send comes back</label>
                <input id="message" value="Hello, echo" autocomplete="off">
                <button>Send</button>
              </form>
              <output id="heard" for="message" aria-live="polite">connecting …</output>

              <h2>More to try</h2>
              <ul>
                <li><a href="/headers">What the edge tells an application</a> about you and the connection</li>
                <li><a href="/numbers.txt">A million numbers</a>, written while you download them</li>
              </ul>
              </main>

              <script>
                const heard = document.getElementById('heard');
                const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
                const socket = new WebSocket(`${scheme}://${location.host}/echo`);
                const send = () => socket.send(document.getElementById('message').value);
                socket.onopen = () => { heard.textContent = 'connected'; send(); };
                socket.onclose = () => heard.textContent = 'closed; reload to connect again';
                socket.onmessage = event => heard.textContent = `heard: ${event.data}`;
                document.getElementById('echo').addEventListener('submit', event => {
                  event.preventDefault();
                  if (socket.readyState === WebSocket.OPEN) send();
                });
              </script>
            </body>
            </html>
            """;
}
