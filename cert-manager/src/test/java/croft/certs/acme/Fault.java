package croft.certs.acme;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What can happen to a request on its way.
public sealed interface Fault {
    /// The authority never sees it; something before it answers.
    record Answer(int status, String type, String body, Map<String, String> fields)
            implements Fault {
        /// This answer with one more field.
        public Answer with(String field, String value) {
            Map<String, String> more = new LinkedHashMap<>(fields);
            more.put(field, value);
            return new Answer(status, type, body, more);
        }

        byte[] bytes() {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Fault\r\n");
            fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Type: " + type + "\r\n");
            head.append("Content-Length: " + content.length + "\r\nConnection: close\r\n\r\n");
            byte[] first = head.toString().getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[first.length + content.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(content, 0, all, first.length, content.length);
            return all;
        }
    }

    /// The connection ends before the authority sees it.
    record DropBefore() implements Fault {}

    /// The authority does what is asked, and its answer is lost.
    record DropAfter() implements Fault {}

    /// The authority answers, late.
    record Delay(Duration duration) implements Fault {}

    /// A load balancer's page.
    static Answer page(int status) {
        return new Answer(status, "text/html", "<html><h1>" + status + "</h1></html>", Map.of());
    }

    /// A problem document of an authority.
    static Answer problem(int status, String type, String detail) {
        return json(
                status,
                "application/problem+json",
                "{\"type\":\"urn:ietf:params:acme:error:%s\",\"detail\":\"%s\"}"
                        .formatted(type, detail));
    }

    /// An answer that only looks like the authority's.
    static Answer json(int status, String type, String body) {
        return new Answer(status, type, body, Map.of());
    }
}
