package croft.chat.ledger;

/// A message as the ledger knows it, wherever it was said and wherever its copies are.
public record MessageId(long value) {}
