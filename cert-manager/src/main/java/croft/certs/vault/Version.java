package croft.certs.vault;

import croft.certs.wanted.Held;
import java.util.UUID;

/// A held certificate and where it is in the vault.
public record Version(UUID id, UUID certificate, Held held) {}
