package croft.certs.vault;

import croft.certs.wanted.Tries;
import croft.certs.wanted.Wanted;
import java.util.Optional;
import java.util.UUID;

/// What was tried for one certificate.
///
/// @param tries that failed in a row
/// @param trouble of the last of them
/// @param alarm how loud it was said last
/// @param asked whether somebody wants it renewed now
public record Effort(
        Wanted.Id id,
        UUID certificate,
        Optional<Tries> tries,
        Optional<Trouble> trouble,
        Optional<String> alarm,
        boolean asked) {}
