package croft.chat.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an answer that takes longer is sent: five times, within half an hour.
///
/// The server names it by its public address. Only its last part is believed, and sent to the
/// server that croft.yml names: so it does not go out and in again, and nobody has us ask anywhere
/// else.
final class ResponseUrl {
    private static final Logger log = LoggerFactory.getLogger(ResponseUrl.class);
    private static final Pattern PATH = Pattern.compile(".*(/hooks/commands/[A-Za-z0-9]{1,64})");
    private static final Duration OPEN = Duration.ofMinutes(30);
    private static final int USES = 5;

    private final Optional<URI> url;
    private final Instant until;
    private final AtomicInteger left = new AtomicInteger(USES);

    private ResponseUrl(Optional<URI> url, Instant until) {
        this.url = url;
        this.until = until;
    }

    /// @param server the chat, as croft.yml has it
    static ResponseUrl of(String sent, URI server, Instant now) {
        Matcher path = PATH.matcher(sent.length() > 2_000 ? "" : sent);
        return new ResponseUrl(
                path.matches()
                        ? Optional.of(
                                URI.create(
                                        server.toString().replaceFirst("/+$", "") + path.group(1)))
                        : Optional.empty(),
                now.plus(OPEN));
    }

    /// Sends an answer, if that may still be done.
    ///
    /// @return whether the server took it
    boolean send(HttpClient client, String markdown, Instant now) throws InterruptedException {
        if (url.isEmpty() || !now.isBefore(until) || left.getAndDecrement() <= 0) {
            return false;
        }
        HttpRequest request =
                HttpRequest.newBuilder(url.get())
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(Reply.message(markdown))))
                        .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                log.warn("an answer to a command was refused: HTTP {}", status);
            }
            return status / 100 == 2;
        } catch (IOException e) {
            log.warn("an answer to a command was not delivered: {}", e.toString());
            return false;
        }
    }
}
