package croft.chat.ledger;

import croft.chat.message.Author;

/// Somebody's emoji on a message.
///
/// @param name without colons, such as `thumbsup`
public record Emoji(Author by, String name) {}
