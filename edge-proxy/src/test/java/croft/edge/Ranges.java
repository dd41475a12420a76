package croft.edge;

import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.util.Arrays;

/// A backend's side of range requests: single ranges of one content, `If-Range` obeyed.
final class Ranges {
    private Ranges() {}

    static void of(
            ScriptedOrigin origin, String path, String content, String tag, String... fields) {
        origin.answers(
                path, (request, connection) -> answer(request, connection, content, tag, fields));
    }

    static void answer(
            ScriptedOrigin.Asked request,
            RawBackend.Connection connection,
            String content,
            String tag,
            String... fields)
            throws IOException {
        if (request.field("if-none-match", "").equals(tag)) {
            connection.send(response("304 Not Modified", "", tag, fields));
            return;
        }
        String range = request.field("range", "");
        if (range.isEmpty() || range.contains(",") || !request.field("if-range", tag).equals(tag)) {
            connection.send(response("200 OK", content, tag, fields));
            return;
        }
        int dash = range.indexOf('-');
        int total = content.length();
        String from = range.substring("bytes=".length(), dash);
        String to = range.substring(dash + 1);
        long first =
                from.isEmpty() ? Math.max(0, total - Long.parseLong(to)) : Long.parseLong(from);
        long last =
                from.isEmpty() || to.isEmpty()
                        ? total - 1
                        : Math.min(total - 1, Long.parseLong(to));
        if (first >= total || first > last) {
            connection.send(
                    response(
                            "416 Range Not Satisfiable",
                            "",
                            tag,
                            "Content-Range: bytes */" + total));
            return;
        }
        String[] more = Arrays.copyOf(fields, fields.length + 1);
        more[fields.length] = "Content-Range: bytes " + first + "-" + last + "/" + total;
        connection.send(
                response(
                        "206 Partial Content",
                        content.substring((int) first, (int) last + 1),
                        tag,
                        more));
    }

    private static String response(String status, String body, String tag, String... fields) {
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "ETag: " + tag;
        return status.startsWith("304")
                ? ScriptedOrigin.response(status, "", 0, all).replace("Content-Length: 0\r\n", "")
                : ScriptedOrigin.response(status, body, body.length(), all);
    }
}
