package croft.stack.clients;

import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Caddy's data folder: `acme/CA/users/MAIL/NAME.json` with `NAME.key`, and
/// `certificates/CA/NAME/NAME.crt`, `.key` and `.json`. `CA` is the directory with `-` for `/`;
/// what is in `local` was signed by Caddy itself.
final class Caddy {
    private static final String OWN = "local";

    private Caddy() {}

    static boolean isIn(Path folder) {
        return ClientFile.in(folder.resolve("certificates")).stream()
                .flatMap(ca -> ClientFile.in(ca).stream())
                .anyMatch(site -> Files.exists(site.resolve(ClientFile.name(site) + ".crt")));
    }

    static Findings read(Path folder) {
        Findings findings = new Findings("Caddy", folder);
        for (Path ca : ClientFile.in(folder.resolve("certificates"))) {
            for (Path site : ClientFile.in(ca)) {
                certificate(ca, site, findings);
            }
        }
        for (Path ca : ClientFile.in(folder.resolve("acme"))) {
            for (Path mail : ClientFile.in(ca.resolve("users"))) {
                for (Path key : ClientFile.in(mail)) {
                    if (ClientFile.name(key).endsWith(".key")) {
                        account(ca, key, findings);
                    }
                }
            }
        }
        return findings;
    }

    private static void certificate(Path ca, Path site, Findings findings) {
        Path file = site.resolve(ClientFile.name(site) + ".crt");
        if (ClientFile.name(ca).equals(OWN)) {
            findings.skip(site, "it is of Caddy's own authority, which nobody else trusts");
            return;
        }
        try {
            findings.add(
                    new Findings.Certificate(
                            file,
                            List.of(ClientFile.name(site).replaceFirst("^wildcard_\\.", "*.")),
                            ClientFile.text(file),
                            ClientFile.text(site.resolve(ClientFile.name(site) + ".key")),
                            new Proof.Unknown(),
                            directory(ca)));
        } catch (IOException e) {
            findings.skip(site, String.valueOf(e.getMessage()));
        }
    }

    private static void account(Path ca, Path key, Findings findings) {
        try {
            Path json = key.resolveSibling(ClientFile.base(key, ".key") + ".json");
            String url = Json.read(ClientFile.text(json)).get("location").text("");
            findings.add(
                    new Findings.Account(
                            key,
                            directory(ca),
                            url.isEmpty() ? Optional.empty() : Optional.of(url),
                            ClientFile.text(key)));
        } catch (IOException e) {
            findings.skip(key, String.valueOf(e.getMessage()));
        }
    }

    /// What a certificate of the same authority says of it, as the folder's name is ambiguous.
    private static Optional<String> directory(Path ca) {
        Path certificates =
                ca.resolve("../../certificates").resolve(ClientFile.name(ca)).normalize();
        for (Path site : ClientFile.in(certificates)) {
            try {
                String said =
                        Json.read(ClientFile.text(site.resolve(ClientFile.name(site) + ".json")))
                                .get("issuer_data")
                                .get("ca")
                                .text("");
                if (!said.isEmpty()) {
                    return Optional.of(said);
                }
            } catch (IOException e) {
                // The next one may tell.
            }
        }
        return KnownDirectories.dashed(ClientFile.name(ca));
    }
}
