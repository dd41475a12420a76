package croft.stack.clients;

import java.nio.file.Path;
import java.util.Optional;

/// The clients whose folders are known.
public final class AcmeClients {
    /// As the operator is told what is understood.
    public static final String KNOWN =
            "acme.sh (usually ~/.acme.sh), certbot (/etc/letsencrypt), Caddy"
                    + " (~/.local/share/caddy), lego (.lego), or Traefik's acme.json";

    private AcmeClients() {}

    /// What is in a folder, or in the file `acme.json`; empty if no client is recognised by it.
    public static Optional<Findings> in(Path place) {
        if (AcmeSh.isIn(place)) {
            return Optional.of(AcmeSh.read(place));
        }
        if (Certbot.isIn(place)) {
            return Optional.of(Certbot.read(place));
        }
        if (Lego.isIn(place)) {
            return Optional.of(Lego.read(place));
        }
        if (Caddy.isIn(place)) {
            return Optional.of(Caddy.read(place));
        }
        return Traefik.isIn(place) ? Optional.of(Traefik.read(place)) : Optional.empty();
    }
}
