package croft.chat.ledger;

import croft.chat.message.Author;
import java.util.Optional;

/// Somebody's emoji on a message.
///
/// @param name without colons, such as `thumbsup`
public record Emoji(Author by, String name) {
    /// Who puts them on what this bridge itself says.
    public static final Author OURS = new Author("croft", "croft", Optional.empty());
}
