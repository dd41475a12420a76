package croft.edge.admin;

import croft.edge.tls.Certificates;
import croft.edge.vault.CertificateVault;
import croft.platform.declaration.HostName;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The edge is ready when it can present a certificate for every name of croft.yml. The database
/// and the backends may be away.
public record EdgeReadiness(
        LiveDeclaration declaration, Certificates certificates, CertificateVault vault)
        implements Readiness {
    @Override
    public String name() {
        return "certificates";
    }

    @Override
    public Optional<String> missing() {
        List<String> without =
                declaration.current().sites().stream()
                        .flatMap(site ->
                                Stream.concat(Stream.of(site.host()), site.aliases().stream()))
                        .map(HostName::value)
                        .filter(name -> certificates.find(name) == null)
                        .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "no certificate yet for "
                        + String.join(", ", without)
                        + vault.problem().map(problem -> " (" + problem + ")").orElse(""));
    }
}
