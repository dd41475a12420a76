package croft.chat.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// Asks servers for feeds over HTTP: conditionally, compressed, with a few redirects, and within
/// bounds of time and size. Addresses of our own network are not forbidden, as croft.yml names them
/// and nobody else can. Virtual threads.
public final class FeedFetch {
    /// Sites that use more send each other in circles.
    private static final int MOST_REDIRECTS = 5;

    /// For one answer. A feed of a thousand long entries has a megabyte or two.
    private static final int MOST_OCTETS = 4 * 1024 * 1024;

    private static final String ACCEPT =
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml,"
                    + " application/xml;q=0.9, application/json;q=0.8, text/xml;q=0.8, */*;q=0.1";

    private final HttpClient client;
    private final InstantSource clock;
    private final Duration limit;

    /// @param client that follows no redirects
    public FeedFetch(HttpClient client, InstantSource clock) {
        this(client, clock, Duration.ofSeconds(30));
    }

    /// @param limit for one answer, from the first octet of the request to the last of the answer
    FeedFetch(HttpClient client, InstantSource clock, Duration limit) {
        this.client = client;
        this.clock = clock;
        this.limit = limit;
    }

    Fetched fetch(URI url, Optional<String> etag, Optional<String> modified)
            throws InterruptedException {
        URI from = url;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<byte[]> answer;
            try {
                answer = ask(from, etag, modified);
            } catch (IOException | IllegalArgumentException e) {
                return failed(reason(e));
            }
            int status = answer.statusCode();
            if (status / 100 != 3 || status == 304) {
                return read(answer, from, etag.isPresent() || modified.isPresent());
            }
            Optional<URI> to =
                    answer.headers()
                            .firstValue("location")
                            .flatMap(location -> Links.resolved(answer.uri(), location));
            if (to.isEmpty()) {
                return failed("HTTP " + status + " without an address that can be followed");
            }
            if (from.getScheme().equalsIgnoreCase("https")
                    && !to.get().getScheme().equalsIgnoreCase("https")) {
                return failed("it is redirected from https to http: " + to.get());
            }
            from = to.get();
        }
        return failed("it is redirected more than " + MOST_REDIRECTS + " times");
    }

    private HttpResponse<byte[]> ask(URI url, Optional<String> etag, Optional<String> modified)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Accept", ACCEPT)
                        .header("Accept-Encoding", "gzip")
                        .header("User-Agent", "croft-chat-bridge (feed reader)");
        etag.ifPresent(tag -> request.header("If-None-Match", tag));
        modified.ifPresent(date -> request.header("If-Modified-Since", date));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private Fetched read(HttpResponse<byte[]> answer, URI from, boolean conditional) {
        return switch (answer.statusCode()) {
            case 200 -> feed(answer, from);
            case 304 ->
                    conditional
                            ? new Fetched.Unchanged()
                            : failed("HTTP 304 to a request that had no condition");
            case 410 -> new Fetched.Gone();
            default -> new Fetched.Failed("HTTP " + answer.statusCode(), pause(answer.headers()));
        };
    }

    private static Fetched feed(HttpResponse<byte[]> answer, URI from) {
        HttpHeaders headers = answer.headers();
        try {
            return new Fetched.Read(
                    FeedText.read(unpacked(answer), headers.firstValue("content-type"), from),
                    from,
                    condition(headers, "etag"),
                    condition(headers, "last-modified"));
        } catch (NotAFeed e) {
            return failed(reason(e));
        } catch (IOException e) {
            return failed("its compression is broken: " + reason(e));
        }
    }

    /// Some compress without being asked to, or without saying so: what begins like gzip is it.
    private static byte[] unpacked(HttpResponse<byte[]> answer) throws IOException, NotAFeed {
        byte[] body = answer.body();
        if (body.length < 2 || (body[0] & 0xFF) != 0x1F || (body[1] & 0xFF) != 0x8B) {
            return body;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] octets = unpacked.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new NotAFeed("it is larger than " + MOST_OCTETS + " octets");
            }
            return octets;
        }
    }

    /// What will be sent back has to fit into a field.
    private static Optional<String> condition(HttpHeaders headers, String field) {
        return headers.firstValue(field)
                .filter(text -> text.length() <= 500 && text.matches("[\\x20-\\x7E]+"));
    }

    private Optional<Duration> pause(HttpHeaders headers) {
        return headers.firstValue("retry-after").flatMap(this::pause);
    }

    /// Seconds or a date (RFC 9110 §10.2.3).
    private Optional<Duration> pause(String text) {
        if (text.matches("[0-9]{1,8}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration pause = Duration.between(clock.instant(), until);
            return pause.isNegative() ? Optional.empty() : Optional.of(pause);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Fetched failed(String why) {
        return new Fetched.Failed(why, Optional.empty());
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
