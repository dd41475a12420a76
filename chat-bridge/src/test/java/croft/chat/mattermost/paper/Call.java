package croft.chat.mattermost.paper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request.
///
/// @param query by name, decoded
/// @param headers by name in lower case
/// @param path what the route's variables stand for
/// @param body as it arrives
record Call(
        String method,
        String target,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Map<String, String> path,
        InputStream body,
        Optional<Session> caller) {
    private static final int LARGEST_JSON = 4 << 20;

    Call with(Map<String, String> variables) {
        return new Call(method, target, query, headers, variables, body, caller);
    }

    Call by(Optional<Session> session) {
        return new Call(method, target, query, headers, path, body, session);
    }

    /// Its variable, which is to be an id unless it is `me`.
    String id(String variable) {
        String text = path.getOrDefault(variable, "");
        if (text.equals("me")) {
            return session().user();
        }
        if (!Id.valid(text)) {
            throw Denied.urlParameter(variable);
        }
        return text;
    }

    String variable(String name) {
        return path.getOrDefault(name, "");
    }

    Session session() {
        return caller.orElseThrow(Call::unknown);
    }

    static Denied unknown() {
        return new Denied(
                401,
                "api.context.session_expired.app_error",
                "Invalid or expired session, please login again.");
    }

    String query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    boolean asks(String name) {
        return List.of("true", "1", "t").contains(query(name).toLowerCase(Locale.ROOT));
    }

    int page() {
        return number("page", 0, Integer.MAX_VALUE);
    }

    /// At most 200, 60 unless told.
    int perPage() {
        return number("per_page", 60, 200);
    }

    private int number(String name, int preset, int most) {
        try {
            int number = Integer.parseInt(query(name));
            return number < 0 ? preset : Math.min(number, most);
        } catch (NumberFormatException _) {
            return preset;
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    String text() throws IOException {
        byte[] all = body.readNBytes(LARGEST_JSON + 1);
        if (all.length > LARGEST_JSON) {
            throw new Denied(413, "api.context.request_body_too_large.app_error", "Too large.");
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    Json json() throws IOException {
        String text = text();
        try {
            return Json.read(text);
        } catch (IOException _) {
            throw Denied.parameter("body");
        }
    }

    static Map<String, String> lower(Iterable<Map.Entry<String, String>> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach(
                entry -> lower.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return lower;
    }
}
