package croft.stack.clients;

import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folder of lego: `accounts/HOST/MAIL/account.json` with `keys/MAIL.key`, and
/// `certificates/NAME.crt`, `.key` and `.json`. How names were proved was said on lego's command
/// line and is kept nowhere.
final class Lego {
    private Lego() {}

    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("accounts"))
                && ClientFile.in(folder.resolve("accounts")).stream()
                        .flatMap(host -> ClientFile.in(host).stream())
                        .anyMatch(mail -> Files.exists(mail.resolve("account.json")));
    }

    static Findings read(Path folder) {
        Findings findings = new Findings("lego", folder);
        for (Path host : ClientFile.in(folder.resolve("accounts"))) {
            for (Path mail : ClientFile.in(host)) {
                if (Files.isDirectory(mail)) {
                    account(host, mail, findings);
                }
            }
        }
        for (Path file : ClientFile.in(folder.resolve("certificates"))) {
            String name = ClientFile.name(file);
            if (name.endsWith(".crt") && !name.endsWith(".issuer.crt")) {
                certificate(file, findings);
            }
        }
        return findings;
    }

    private static void account(Path host, Path mail, Findings findings) {
        Path key = mail.resolve("keys").resolve(ClientFile.name(mail) + ".key");
        try {
            Json account = Json.read(ClientFile.text(mail.resolve("account.json")));
            String url = account.get("registration").get("uri").text("");
            findings.add(
                    new Findings.Account(
                            key,
                            KnownDirectories.at(ClientFile.name(host)),
                            url.isEmpty() ? Optional.empty() : Optional.of(url),
                            ClientFile.text(key)));
        } catch (IOException e) {
            findings.skip(mail, String.valueOf(e.getMessage()));
        }
    }

    private static void certificate(Path file, Findings findings) {
        String base = ClientFile.base(file, ".crt");
        try {
            findings.add(
                    new Findings.Certificate(
                            file,
                            List.of(base.replaceFirst("^_\\.", "*.")),
                            ClientFile.text(file),
                            ClientFile.text(file.resolveSibling(base + ".key")),
                            new Proof.Unknown(),
                            Optional.empty()));
        } catch (IOException e) {
            findings.skip(file, String.valueOf(e.getMessage()));
        }
    }
}
