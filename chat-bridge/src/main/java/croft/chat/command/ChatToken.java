package croft.chat.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Whether a request comes from the chat server: whether it knows the token that the server made
/// for the command. A secret may hold several, a line each: every team has its own.
final class ChatToken {
    private ChatToken() {}

    /// Compares with each, in a time that says nothing of how much was right.
    ///
    /// @param sent `Authorization: Token …`, or else the field `token` of the form
    static boolean isRight(String tokens, Optional<String> authorization, Optional<String> sent) {
        Optional<String> given =
                authorization
                        .filter(text -> text.regionMatches(true, 0, "Token ", 0, 6))
                        .map(text -> text.substring(6).strip())
                        .or(() -> sent);
        byte[] octets = given.orElse("").getBytes(StandardCharsets.UTF_8);
        // Each is compared, also after the right one.
        return octets.length > 0
                && tokens.lines()
                                .map(token -> token.strip().getBytes(StandardCharsets.UTF_8))
                                .filter(token -> MessageDigest.isEqual(token, octets))
                                .count()
                        > 0;
    }
}
