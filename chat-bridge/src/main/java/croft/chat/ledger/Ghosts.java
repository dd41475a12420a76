package croft.chat.ledger;

import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The accounts that this bridge has made for people from elsewhere. Their tokens are sealed at
/// rest: who has the database alone cannot speak as anybody. Any thread that may block.
public final class Ghosts {
    private final Tables tables;
    private final Seal seal;

    public Ghosts(Tables tables, Seal seal) {
        this.tables = tables;
        this.seal = seal;
    }

    /// An account for somebody from elsewhere.
    ///
    /// @param chat the chat of croft.yml that has the account
    /// @param origin the chat of croft.yml that the person is in
    /// @param person their id there
    /// @param account its id
    /// @param username its name at its server
    /// @param name as people see it
    /// @param picture what stands for the picture that it has
    /// @param token what it logs in with
    public record Ghost(
            String chat,
            String origin,
            String person,
            String account,
            String username,
            String name,
            Optional<String> picture,
            String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "ghost " + username + " in " + chat + " of " + person + " in " + origin;
        }
    }

    /// Those of one chat. One whose token does not open with this `vault-key` is left out: it is
    /// made anew, and gets a new token, when its person speaks next.
    public List<Ghost> of(String chat) throws LedgerAway {
        return tables.transactions.in(() ->
                tables.ghosts.of(chat).stream().flatMap(row -> opened(row).stream()).toList());
    }

    /// Stores one in place of that of the same chat, origin and person.
    public void store(Ghost ghost) throws LedgerAway {
        UUID id = UUID.randomUUID();
        byte[] token = seal.seal(context(id), ghost.token().getBytes(StandardCharsets.UTF_8));
        tables.transactions.in(() ->
                tables.ghosts.store(
                        id,
                        ghost.chat(),
                        ghost.origin(),
                        PlainText.of(ghost.person()),
                        ghost.account(),
                        ghost.username(),
                        PlainText.of(ghost.name()),
                        ghost.picture().orElse(null),
                        token));
    }

    /// Seals anew what the key before this one has sealed. At the start, while the key is rotated.
    ///
    /// @return how many
    public int reseal() throws LedgerAway {
        return tables.transactions.in(() -> {
            int count = 0;
            for (GhostRow row : tables.ghosts.all()) {
                if (!seal.isCurrent(row.sealedToken())) {
                    Optional<byte[]> token = token(row);
                    if (token.isPresent()) {
                        tables.ghosts.reseal(row.id(), seal.seal(context(row.id()), token.get()));
                        count++;
                    }
                }
            }
            return count;
        });
    }

    private Optional<Ghost> opened(GhostRow row) {
        return token(row)
                .map(token ->
                        new Ghost(
                                row.chat(),
                                row.originChat(),
                                row.person(),
                                row.account(),
                                row.username(),
                                row.name(),
                                Optional.ofNullable(row.picture()),
                                new String(token, StandardCharsets.UTF_8)));
    }

    private Optional<byte[]> token(GhostRow row) {
        try {
            return Optional.of(seal.open(context(row.id()), row.sealedToken()));
        } catch (CannotOpen _) {
            return Optional.empty();
        }
    }

    private static SealContext context(UUID id) {
        return new SealContext("chat.ghost:" + id);
    }
}
