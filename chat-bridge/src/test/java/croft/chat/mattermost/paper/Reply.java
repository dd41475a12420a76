package croft.chat.mattermost.paper;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a request is answered with.
///
/// @param length of the body
record Reply(int status, Map<String, String> headers, InputStream body, long length) {
    static Reply json(int status, Object value) {
        return text(status, "application/json", Json.write(value));
    }

    static Reply ok(Object value) {
        return json(200, value);
    }

    static Reply done() {
        return ok(Map.of("status", "OK"));
    }

    static Reply text(int status, String type, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new Reply(
                status,
                Map.of("Content-Type", type),
                new ByteArrayInputStream(octets),
                octets.length);
    }

    Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body, length);
    }
}
