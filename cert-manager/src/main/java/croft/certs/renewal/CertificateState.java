package croft.certs.renewal;

import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import java.util.Optional;

/// How one wanted certificate stands.
///
/// @param held what is in use, if anything is
/// @param error why the last try to issue it failed
public record CertificateState(NameSet names, Optional<Held> held, Optional<String> error) {}
