package croft.stack.clients;

import croft.stack.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// certbot's configuration folder: `accounts/HOST/PATH/ID/private_key.json` (a JWK) with
/// `regr.json`, `live/NAME/fullchain.pem` and `privkey.pem`, and `renewal/NAME.conf`.
final class Certbot {
    private Certbot() {}

    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("renewal"))
                && (Files.isDirectory(folder.resolve("live"))
                        || Files.isDirectory(folder.resolve("accounts")));
    }

    static Findings read(Path folder) {
        Findings findings = new Findings("certbot", folder);
        for (Path live : ClientFile.in(folder.resolve("live"))) {
            if (Files.isDirectory(live)) {
                certificate(folder, live, findings);
            }
        }
        Path accounts = folder.resolve("accounts");
        try (var files =
                Files.isDirectory(accounts) ? Files.walk(accounts, 8) : Stream.<Path>of()) {
            for (Path key :
                    files.filter(f -> ClientFile.name(f).equals("private_key.json")).toList()) {
                account(accounts, key, findings);
            }
        } catch (IOException | UncheckedIOException e) {
            findings.skip(accounts, "it cannot be read by this user (remedy: sudo)");
        }
        return findings;
    }

    private static void certificate(Path folder, Path live, Findings findings) {
        Path chain = live.resolve("fullchain.pem");
        Map<String, String> settings =
                settings(folder.resolve("renewal").resolve(ClientFile.name(live) + ".conf"));
        try {
            findings.add(
                    new Findings.Certificate(
                            chain,
                            List.of(ClientFile.name(live)),
                            ClientFile.text(chain),
                            ClientFile.text(live.resolve("privkey.pem")),
                            proof(settings),
                            Optional.ofNullable(settings.get("server"))));
        } catch (IOException e) {
            findings.skip(live, String.valueOf(e.getMessage()));
        }
    }

    /// What a file says, whatever the section; nothing if it cannot be read.
    private static Map<String, String> settings(Path conf) {
        Map<String, String> settings = new HashMap<>();
        try {
            for (String line : ClientFile.text(conf).lines().toList()) {
                String[] parts = line.split("=", 2);
                if (parts.length == 2) {
                    settings.put(parts[0].strip(), parts[1].strip());
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return settings;
    }

    private static Proof proof(Map<String, String> settings) {
        String authenticator = settings.getOrDefault("authenticator", "");
        if (authenticator.startsWith("dns-")) {
            return new Proof.Dns(authenticator);
        }
        return switch (authenticator) {
            case "" -> new Proof.Unknown();
            case "manual" ->
                    settings.getOrDefault("pref_challs", "").contains("dns-01")
                            ? new Proof.Dns("manual")
                            : new Proof.Http();
            default -> new Proof.Http();
        };
    }

    /// The folders between spell the directory, as certbot writes it, without `https://`.
    private static void account(Path accounts, Path key, Findings findings) {
        Path folder = key.resolveSibling(".").normalize();
        List<String> place = new ArrayList<>();
        accounts.relativize(folder).forEach(part -> place.add(part.toString()));
        if (place.size() < 2) {
            findings.skip(key, "it lies where certbot keeps no account");
            return;
        }
        place.removeLast();
        try {
            String url =
                    Json.read(ClientFile.text(folder.resolve("regr.json"))).get("uri").text("");
            findings.add(
                    new Findings.Account(
                            key,
                            Optional.of("https://" + String.join("/", place)),
                            url.isEmpty() ? Optional.empty() : Optional.of(url),
                            JsonWebKey.pem(Json.read(ClientFile.text(key)))));
        } catch (IOException e) {
            findings.skip(key, String.valueOf(e.getMessage()));
        }
    }
}
