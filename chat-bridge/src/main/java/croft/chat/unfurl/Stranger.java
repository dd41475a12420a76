package croft.chat.unfurl;

import croft.chat.message.Literal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Somebody whom our sites know nothing of, and who so sees what everybody may see: it asks by the
/// public address, with no credentials and no cookies. Hosts that are not ours are never asked, not
/// by a redirect either. Pages that ask not to be listed are not seen. Virtual threads.
public final class Stranger {
    private static final int MOST_REDIRECTS = 3;

    /// The head of a page is at its beginning; a page of more than a megabyte is not previewed.
    private static final int MOST_OCTETS = 1024 * 1024;

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_EXCERPT = 300;

    private final HttpClient client;
    private final Predicate<String> ours;
    private final Duration limit;

    /// @param client that follows no redirects and keeps no cookies
    /// @param ours whether a host, in lower case, is one of croft.yml
    /// @param limit for one answer: a preview that is late is none
    public Stranger(HttpClient client, Predicate<String> ours, Duration limit) {
        this.client = client;
        this.ours = ours;
        this.limit = limit;
    }

    /// Looks at a page. Empty where a stranger sees none, or none in time.
    public Optional<Sight> see(URI address) throws InterruptedException {
        return read(address).flatMap(page -> sight(page, page.location()));
    }

    /// What a stranger gets, as HTML; also of what is not to be listed.
    public Optional<Document> read(URI address) throws InterruptedException {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            if (!isOurs(at)) {
                return Optional.empty();
            }
            HttpResponse<byte[]> answer;
            try {
                answer = ask(at);
            } catch (IOException | IllegalArgumentException _) {
                return Optional.empty();
            }
            if (answer.statusCode() == 200) {
                return document(answer, at);
            }
            Optional<String> location = answer.headers().firstValue("location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
                return Optional.empty();
            }
            try {
                at = at.resolve(location.get());
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(URI address) {
        return address.getHost() != null
                && address.getUserInfo() == null
                && String.valueOf(address.getScheme()).matches("https?")
                && ours.test(address.getHost().toLowerCase(Locale.ROOT));
    }

    private HttpResponse<byte[]> ask(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Accept", "text/html")
                        .header("User-Agent", "croft-chat-bridge (previews of our own pages)")
                        .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("no answer", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Optional<Document> document(HttpResponse<byte[]> answer, URI at) {
        String type = answer.headers().firstValue("content-type").orElse("");
        boolean listed =
                answer.headers().allValues("x-robots-tag").stream()
                        .noneMatch(tag -> tag.toLowerCase(Locale.ROOT).contains("noindex"));
        if (!type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return Optional.empty();
        }
        try {
            Document page =
                    Jsoup.parse(new ByteArrayInputStream(answer.body()), "UTF-8", at.toString());
            if (!listed) {
                page.head().appendElement("meta").attr("name", "robots").attr("content", "noindex");
            }
            return Optional.of(page);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Sight> sight(Document page, String location) {
        boolean hidden =
                page.select("meta[name=robots]").stream()
                        .anyMatch(meta ->
                                meta.attr("content").toLowerCase(Locale.ROOT).contains("noindex"));
        String title = meta(page, "meta[property=og:title]").orElseGet(page::title).strip();
        if (hidden || title.isEmpty()) {
            return Optional.empty();
        }
        String excerpt =
                meta(page, "meta[property=og:description]")
                        .or(() -> meta(page, "meta[name=description]"))
                        .or(() -> text(page.selectFirst("main p, article p")))
                        .orElse("");
        return Optional.of(
                new Sight(
                        URI.create(location),
                        cut(title, LONGEST_TITLE),
                        cut(excerpt, LONGEST_EXCERPT)));
    }

    private static Optional<String> meta(Document page, String which) {
        return Optional.ofNullable(page.selectFirst(which))
                .map(meta -> meta.attr("content").strip())
                .filter(content -> !content.isEmpty());
    }

    private static Optional<String> text(@Nullable Element element) {
        return Optional.ofNullable(element).map(Element::text).filter(text -> !text.isBlank());
    }

    private static String cut(String text, int most) {
        return Literal.cut(text, most);
    }
}
