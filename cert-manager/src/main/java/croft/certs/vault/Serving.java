package croft.certs.vault;

import java.time.Instant;

/// What one edge was seen to present.
///
/// @param name the first name of a certificate
/// @param variant `main` or `rsa`
/// @param seenAt by the database's clock
public record Serving(String edge, String name, String variant, String serial, Instant seenAt) {}
