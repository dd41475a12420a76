package croft.certs.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.exception.AcmeException;

/// Requests and answers below acme4j. It does what acme4j leaves undone: an answer has a largest
/// size and a time within which all of it has to be there, its head is remembered for when it is
/// trouble, and an interruption stays one.
final class Wire extends DefaultConnection {
    /// Chains and directories are of some kilobytes, orders of a hundred names of some tens.
    private static final long LARGEST_ANSWER = 1 << 20;

    /// From the request to the last byte. Authorities that take longer than this to answer, such as
    /// for a finalization, have done what was asked, and the order says so.
    private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(60);

    private final Conversation conversation;

    Wire(HttpConnector connector, Conversation conversation) {
        super(connector);
        this.conversation = conversation;
    }

    @Override
    protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> rest)
            throws IOException {
        conversation.forgetAnswer();
        // Proofs and keys travel this way (RFC 8555 §6.1).
        if (!"https".equals(url.getProtocol())) {
            throw new IOException("not an https URL: " + CleanText.of(url.toString()));
        }
        HttpRequest.Builder request =
                httpConnector
                        .createRequestBuilder(url)
                        .header("Accept-Language", session.getLanguageHeader());
        rest.accept(request);
        HttpResponse<byte[]> answer = exchange(httpClient, request.build());
        conversation.heard(answer);
        lastResponse = new Whole(answer);
    }

    /// After an answer that refuses a nonce and brings none, acme4j would refuse to ask for one.
    @Override
    public void resetNonce(Session session) throws AcmeException {
        close();
        super.resetNonce(session);
    }

    @Override
    public Optional<Instant> getRetryAfter() {
        return conversation.answer().flatMap(Answer::again);
    }

    private static HttpResponse<byte[]> exchange(HttpClient client, HttpRequest request)
            throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return answer.get(LONGEST_EXCHANGE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw (IOException)
                    new HttpTimeoutException(
                                    "no whole answer within " + LONGEST_EXCHANGE.toSeconds() + " s")
                            .initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /// An answer that is in memory, in the shape that acme4j reads.
    private record Whole(HttpResponse<byte[]> answer) implements HttpResponse<InputStream> {
        @Override
        public int statusCode() {
            return answer.statusCode();
        }

        @Override
        public HttpRequest request() {
            return answer.request();
        }

        @Override
        public Optional<HttpResponse<InputStream>> previousResponse() {
            return answer.previousResponse().map(Whole::new);
        }

        @Override
        public HttpHeaders headers() {
            return answer.headers();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return answer.sslSession();
        }

        @Override
        public URI uri() {
            return answer.uri();
        }

        @Override
        public HttpClient.Version version() {
            return answer.version();
        }
    }
}
