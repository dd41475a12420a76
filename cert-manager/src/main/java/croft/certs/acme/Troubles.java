package croft.certs.acme;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.toolbox.JSON;

/// Tells from what acme4j threw, and from the head of the last answer, which trouble it is.
final class Troubles {
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    /// Of the parts, so many are named in the message.
    private static final int MOST_NAMED = 5;

    private Troubles() {}

    static AcmeTrouble of(URI directory, Exception thrown, Optional<Answer> answer) {
        String who = directory.getHost();
        Throwable cause = root(thrown);
        if (cause instanceof AcmeServerException refused) {
            return refused(who, refused, answer);
        }
        if (thrown instanceof AcmeNetworkException || cause instanceof IOException) {
            return unreachable(who, cause);
        }
        if (answer.isPresent() && !answer.get().isGood()) {
            return bare(who, answer.get(), cause);
        }
        return new AcmeTrouble(
                AcmeTrouble.Kind.UNINTELLIGIBLE,
                who + " answers what makes no sense: " + words(cause),
                answer.flatMap(Answer::again),
                List.of(),
                List.of(),
                cause);
    }

    /// With a problem document.
    private static AcmeTrouble refused(
            String who, AcmeServerException refused, Optional<Answer> answer) {
        JSON json = refused.getProblem().asJSON();
        Problem whole = Problem.of(json);
        List<Problem> parts = Problem.parts(json);
        List<Problem> problems = new ArrayList<>();
        problems.add(whole);
        problems.addAll(parts);
        List<URI> links = new ArrayList<>(answer.map(Answer::pages).orElseGet(List::of));
        json.get("instance")
                .map(JSON.Value::asString)
                .flatMap(Urls::page)
                .filter(page -> !links.contains(page))
                .ifPresent(links::add);
        return new AcmeTrouble(
                kind(whole, parts, answer),
                who + " refuses: " + sentence(whole, parts),
                answer.flatMap(Answer::again),
                problems,
                links,
                refused);
    }

    /// A problem with parts is as bad as its worst part.
    private static AcmeTrouble.Kind kind(
            Problem whole, List<Problem> parts, Optional<Answer> answer) {
        if (whole.kind() == AcmeTrouble.Kind.ACCOUNT_GONE) {
            return whole.kind();
        }
        // Boulder says `malformed` of an order that it has dropped.
        if (answer.filter(a -> a.status() == NOT_FOUND).isPresent()) {
            return AcmeTrouble.Kind.NOT_FOUND;
        }
        // The same type as that of a wrong proof, but it is said of a request, not of a name.
        if (whole.type().equals("unauthorized")) {
            return AcmeTrouble.Kind.ACCOUNT_REFUSED;
        }
        if (whole.kind() == AcmeTrouble.Kind.OTHER && parts.isEmpty()) {
            return answer.map(a -> byStatus(a.status(), AcmeTrouble.Kind.OTHER))
                    .orElse(AcmeTrouble.Kind.OTHER);
        }
        if (!whole.type().equals("compound") || parts.isEmpty()) {
            return whole.kind();
        }
        return parts.stream()
                .map(Problem::kind)
                .filter(kind -> !kind.tryAgain())
                .findFirst()
                .orElseGet(() -> parts.getFirst().kind());
    }

    private static String sentence(Problem whole, List<Problem> parts) {
        if (parts.isEmpty()) {
            return whole.toString();
        }
        String named =
                parts.stream()
                        .limit(MOST_NAMED)
                        .map(Problem::toString)
                        .collect(Collectors.joining("; "));
        String rest =
                parts.size() > MOST_NAMED ? "; and " + (parts.size() - MOST_NAMED) + " more" : "";
        return whole + " (" + named + rest + ")";
    }

    /// Without a problem document: a load balancer, or no ACME server at all.
    private static AcmeTrouble bare(String who, Answer answer, Throwable cause) {
        return new AcmeTrouble(
                byStatus(answer.status(), AcmeTrouble.Kind.UNINTELLIGIBLE),
                who + " answers with status " + answer.status() + " and no explanation",
                answer.again(),
                List.of(),
                answer.pages(),
                cause);
    }

    private static AcmeTrouble.Kind byStatus(int status, AcmeTrouble.Kind otherwise) {
        return switch (status) {
            case TOO_MANY_REQUESTS -> AcmeTrouble.Kind.RATE_LIMITED;
            case NOT_FOUND -> AcmeTrouble.Kind.NOT_FOUND;
            case 408, 425 -> AcmeTrouble.Kind.BUSY;
            default -> status >= 500 ? AcmeTrouble.Kind.BUSY : otherwise;
        };
    }

    private static AcmeTrouble unreachable(String who, Throwable cause) {
        AcmeTrouble.Kind kind =
                find(cause, SSLException.class) != null
                                && find(cause, CertificateException.class) != null
                        ? AcmeTrouble.Kind.UNTRUSTED
                        : AcmeTrouble.Kind.UNREACHABLE;
        return new AcmeTrouble(kind, who + ": " + network(cause), cause);
    }

    private static String network(Throwable cause) {
        if (find(cause, CertificateException.class) != null) {
            return "its server's certificate is not accepted: " + words(cause);
        }
        if (find(cause, HttpTimeoutException.class) != null) {
            return "no answer in time: " + words(cause);
        }
        if (find(cause, UnresolvedAddressException.class) != null
                || find(cause, UnknownHostException.class) != null) {
            return "DNS has no address for it";
        }
        if (find(cause, ConnectException.class) != null) {
            return "no connection: " + words(cause);
        }
        return "the connection ended without an answer: " + words(cause);
    }

    /// What acme4j has wrapped: exceptions of its own in which it hides others.
    private static Throwable root(Exception thrown) {
        Throwable cause = thrown;
        while ((cause instanceof AcmeLazyLoadingException || cause instanceof AcmeNetworkException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return CleanText.of(
                message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message);
    }
}
