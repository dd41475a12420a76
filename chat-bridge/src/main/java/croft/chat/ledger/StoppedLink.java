package croft.chat.ledger;

import java.time.Instant;

/// A link that was stopped, and stays so until its owner says otherwise.
public record StoppedLink(String link, String why, Instant since) {}
