package croft.certs.acme;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;

/// An acme4j session with one user at a time: it holds its nonce under a lock while a request runs,
/// so that two in one session would wait for each other. The nonce of the last answer is kept,
/// which saves the next user a request.
final class Conversation {
    private final InstantSource clock;
    private final Session session;
    private final Directory directory;
    private @Nullable Answer answer;

    Conversation(Directory directory, HttpClient client, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        session = new Session(directory.url(), new Provider(this, directory, client));
        session.setLocale(Locale.ENGLISH);
        // An answer's largest size is counted as it comes.
        session.networkSettings().setCompressionEnabled(false);
    }

    Session session() {
        return session;
    }

    Connection connect() {
        return session.connect();
    }

    /// What it was begun with.
    Directory directory() {
        return directory;
    }

    /// The head of the last answer; empty if the last request has got none.
    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    void forgetAnswer() {
        answer = null;
    }

    void heard(HttpResponse<?> response) {
        answer =
                new Answer(
                        response.statusCode(),
                        response.headers(),
                        RetryAfter.of(response.headers(), clock.instant()));
    }
}
