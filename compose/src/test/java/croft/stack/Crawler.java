package croft.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Visits every page that a site's own pages lead to, once, breadth first; it leaves the host as
/// little as a mirror of it would.
final class Crawler {
    private static final Pattern REFERENCE =
            Pattern.compile("\\s(?:href|src)\\s*=\\s*([\"'])(.*?)\\1", Pattern.CASE_INSENSITIVE);

    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private final Set<URI> known = new HashSet<>();
    private final Deque<URI> waiting = new ArrayDeque<>();
    private final List<Visit> visits = new ArrayList<>();
    private final TreeMap<URI, URI> cameFrom = new TreeMap<>();

    Crawler(HttpClient client) {
        this.client = client;
    }

    /// Everything that can be reached from the page, the page included.
    List<Visit> visitAll(URI start) throws IOException, InterruptedException {
        add(start, start);
        for (URI next = waiting.poll(); next != null; next = waiting.poll()) {
            Visit visit = visit(next);
            visits.add(visit);
            if (visit.response()
                    .headers()
                    .firstValue("content-type")
                    .orElse("")
                    .startsWith("text/html")) {
                follow(visit);
            }
        }
        return List.copyOf(visits);
    }

    private Visit visit(URI uri) throws IOException, InterruptedException {
        URI now = uri;
        for (int i = 0; ; i++) {
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(now).timeout(LiveStack.PATIENCE).build(),
                            BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 3 || i == MOST_REDIRECTS) {
                return new Visit(uri, cameFrom.getOrDefault(uri, uri), response);
            }
            now = now.resolve(response.headers().firstValue("location").orElse(""));
        }
    }

    private void follow(Visit visit) {
        URI base = visit.response().uri();
        Matcher references =
                REFERENCE.matcher(new String(visit.response().body(), StandardCharsets.UTF_8));
        while (references.find()) {
            String reference = references.group(2).replace("&amp;", "&").strip();
            // An opaque one, such as javascript: or data:, leads nowhere.
            if (!reference.isEmpty() && !reference.matches("(?i)(javascript|data|mailto):.*")) {
                add(base.resolve(reference), visit.uri());
            }
        }
    }

    private void add(URI found, URI from) {
        String text = found.toString();
        URI page = URI.create(text.contains("#") ? text.substring(0, text.indexOf('#')) : text);
        boolean here = from.getAuthority().equals(page.getAuthority());
        if (here && known.add(page)) {
            cameFrom.put(page, from);
            waiting.add(page);
        }
    }

    /// One address and what came of it, redirects followed.
    ///
    /// @param from the page that leads there
    record Visit(URI uri, URI from, HttpResponse<byte[]> response) {
        @Override
        public String toString() {
            return uri + " (from " + from + "): " + response.statusCode();
        }
    }
}
