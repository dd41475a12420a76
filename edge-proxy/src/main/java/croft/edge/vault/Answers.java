package croft.edge.vault;

import croft.edge.tls.Presented;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What authorities are to be answered, as seen at one moment.
///
/// @param keyAuthorizations by token
/// @param proofs by the name that an authority asks for
/// @param opened what came of every stored certificate, by its id: empty if it cannot be presented
record Answers(
        Map<String, String> keyAuthorizations,
        Map<String, Presented> proofs,
        Map<UUID, Optional<Presented>> opened) {
    static final Answers NONE = new Answers(Map.of(), Map.of(), Map.of());

    Answers {
        keyAuthorizations = Map.copyOf(keyAuthorizations);
        proofs = Map.copyOf(proofs);
        opened = Map.copyOf(opened);
    }
}
