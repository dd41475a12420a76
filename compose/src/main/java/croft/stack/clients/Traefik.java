package croft.stack.clients;

import croft.stack.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Traefik's `acme.json`: for each resolver an account, whose key is PKCS #1 in base64 without
/// PEM's header, and certificates, which are PEM in base64. Which directory a resolver uses and how
/// names are proved is in Traefik's own configuration.
final class Traefik {
    private static final String FILE = "acme.json";

    private Traefik() {}

    static boolean isIn(Path place) {
        return Files.isRegularFile(file(place));
    }

    private static Path file(Path place) {
        return Files.isDirectory(place) ? place.resolve(FILE) : place;
    }

    static Findings read(Path place) {
        Path file = file(place);
        Findings findings = new Findings("Traefik", place);
        try {
            Json all = Json.read(ClientFile.textOfMany(file));
            if (!(all.raw() instanceof Map<?, ?> resolvers)) {
                findings.skip(file, "it is not what Traefik writes (expected: a JSON object)");
                return findings;
            }
            for (Object name : resolvers.keySet()) {
                resolver(file, String.valueOf(name), all.get(String.valueOf(name)), findings);
            }
        } catch (IOException e) {
            findings.skip(file, String.valueOf(e.getMessage()));
        }
        return findings;
    }

    private static void resolver(Path file, String name, Json resolver, Findings findings) {
        Path at = Path.of(file + "#" + name.replaceAll("[^A-Za-z0-9_.-]", "_"));
        Json account = resolver.get("Account");
        String key = account.get("PrivateKey").text("");
        if (!key.isEmpty()) {
            String url = account.get("Registration").get("uri").text("");
            try {
                findings.add(
                        new Findings.Account(
                                at,
                                KnownDirectories.ofAccount(url),
                                url.isEmpty() ? Optional.empty() : Optional.of(url),
                                Pem.of("RSA PRIVATE KEY", Base64.getMimeDecoder().decode(key))));
            } catch (IllegalArgumentException e) {
                findings.skip(at, "the account's key is damaged (expected: base64)");
            }
        }
        for (Json certificate : resolver.get("Certificates").elements()) {
            certificate(at, certificate, findings);
        }
    }

    private static void certificate(Path at, Json certificate, Findings findings) {
        Json domain = certificate.get("domain");
        List<String> names = new ArrayList<>();
        names.add(domain.get("main").text("?"));
        domain.get("sans").elements().forEach(name -> names.add(name.text("?")));
        Path origin = Path.of(at + "/" + names.getFirst().replaceAll("[^A-Za-z0-9_.*-]", "_"));
        try {
            findings.add(
                    new Findings.Certificate(
                            origin,
                            names,
                            decoded(certificate.get("certificate")),
                            decoded(certificate.get("key")),
                            new Proof.Unknown(),
                            Optional.empty()));
        } catch (IllegalArgumentException e) {
            findings.skip(origin, "the certificate or its key is damaged (expected: base64)");
        }
    }

    private static String decoded(Json base64) {
        return new String(Base64.getMimeDecoder().decode(base64.text("")), StandardCharsets.UTF_8);
    }
}
