package croft.edge;

import croft.edge.upstream.RawBackend;
import croft.platform.declaration.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A backend whose answers a test sets for each path, and that remembers what it was asked. May be
/// stopped, and started again on another port.
final class ScriptedOrigin implements AutoCloseable {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final RawBackend backend;

    ScriptedOrigin() throws IOException {
        backend =
                new RawBackend((connection, _) -> {
                    for (String head = connection.readHead();
                            !head.isEmpty();
                            head = connection.readHead()) {
                        Asked request = Asked.of(head);
                        asked.add(request);
                        int length = Integer.parseInt(request.field("content-length", "0"));
                        if (length > 0) {
                            connection.read(length);
                        }
                        scripts.getOrDefault(request.path(), NOT_FOUND).answer(request, connection);
                    }
                });
    }

    private static final Script NOT_FOUND =
            (_, connection) ->
                    connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

    /// What is sent to requests for a path (with its query) from here on.
    ///
    /// @param status such as `200 OK`
    /// @param fields whole lines, such as `Cache-Control: max-age=60`
    ScriptedOrigin answers(String path, String status, String body, String... fields) {
        return answers(
                path,
                (request, connection) ->
                        connection.send(
                                response(
                                        status,
                                        request.method().equals("HEAD") ? "" : body,
                                        body.length(),
                                        fields)));
    }

    /// The same, once the gate is open.
    ScriptedOrigin answersBehind(
            Gate gate, String path, String status, String body, String... fields) {
        return answers(
                path,
                (_, connection) -> {
                    gate.pass();
                    connection.send(response(status, body, body.length(), fields));
                });
    }

    /// 200 with a body of two parts, of which the second comes once the gate is open.
    ScriptedOrigin answersInTwo(
            Gate gate, String path, String first, String second, String... fields) {
        return answers(
                path,
                (_, connection) -> {
                    int length = first.length() + second.length();
                    connection.send(response("200 OK", first, length, fields));
                    gate.pass();
                    connection.send(second);
                });
    }

    ScriptedOrigin answers(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    static String response(String status, String body, int length, String... fields) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        return text.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    Origin origin() {
        return backend.origin();
    }

    /// Every request so far, in the order they came.
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// How many requests came for a path.
    int count(String path) {
        return (int) asked.stream().filter(request -> request.path().equals(path)).count();
    }

    Asked last() {
        return asked.getLast();
    }

    /// Takes it away as a crash does.
    void kill() throws IOException {
        backend.kill();
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }

    /// What happens when a request comes.
    interface Script {
        void answer(Asked request, RawBackend.Connection connection) throws IOException;
    }

    /// A request as it came.
    record Asked(String method, String path, List<String> lines) {
        static Asked of(String head) {
            List<String> lines = new ArrayList<>(List.of(head.strip().split("\r\n", -1)));
            String[] start = lines.removeFirst().split(" ", -1);
            return new Asked(start[0], start[1], lines);
        }

        /// The first value of a field, or `otherwise`.
        String field(String name, String otherwise) {
            for (String line : lines) {
                int colon = line.indexOf(':');
                if (line.substring(0, colon).equalsIgnoreCase(name)) {
                    return line.substring(colon + 1).strip();
                }
            }
            return otherwise;
        }
    }
}
