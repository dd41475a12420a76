package croft.edge.vault;

import croft.edge.tls.ChallengeCertificates;
import croft.edge.tls.Presented;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What authorities are answered that want a name proved: looked up in the database whenever one
/// asks, so that an answer is there as soon as cert-manager has written it. While the database is
/// away, the answers that were seen last are given. Safe for any thread; nothing blocks.
public final class ChallengeAnswers implements ChallengeCertificates, AutoCloseable {
    private final Looks<Answers> looks;

    /// Answers from a database, which need not be there yet.
    public ChallengeAnswers(Database database, Seal seal) {
        Opening opening = new Opening(seal);
        looks =
                new Looks<>(
                        "answers to challenges",
                        Answers.NONE,
                        () -> new StoredAnswers(database, opening));
    }

    /// The key authorization of a token (RFC 8555 §8.3); empty if the token is not one of ours.
    public CompletableFuture<Optional<String>> keyAuthorization(String token) {
        return looks.next()
                .thenApply(seen -> Optional.ofNullable(seen.keyAuthorizations().get(token)));
    }

    @Override
    public CompletableFuture<Optional<Presented>> find(String name) {
        return looks.next().thenApply(seen -> Optional.ofNullable(seen.proofs().get(name)));
    }

    @Override
    public void close() {
        looks.close();
    }
}
