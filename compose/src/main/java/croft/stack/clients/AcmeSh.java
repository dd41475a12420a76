package croft.stack.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of acme.sh: `ca/HOST/PATH/account.key` with `ca.conf`, and for each certificate a
/// folder `NAME` or `NAME_ecc` with `NAME.key`, `fullchain.cer` and `NAME.conf`. The `.conf` files
/// are shell assignments; they are read, never run.
final class AcmeSh {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)='(.*)'");
    private static final Pattern ENCODED =
            Pattern.compile("__ACME_BASE64__START_(.*)__ACME_BASE64__END_");

    private AcmeSh() {}

    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("ca"))
                || ClientFile.in(folder).stream().anyMatch(AcmeSh::isCertificate);
    }

    static Findings read(Path folder) {
        Findings findings = new Findings("acme.sh", folder);
        List<String> directories = new ArrayList<>();
        for (Path sub : ClientFile.in(folder)) {
            if (isCertificate(sub)) {
                certificate(sub, findings, directories);
            }
        }
        accounts(folder.resolve("ca"), findings, directories);
        return findings;
    }

    private static boolean isCertificate(Path folder) {
        return Files.isRegularFile(conf(folder));
    }

    private static Path conf(Path folder) {
        return folder.resolve(ClientFile.base(folder, "_ecc") + ".conf");
    }

    private static void certificate(Path folder, Findings findings, List<String> directories) {
        Path chain = folder.resolve("fullchain.cer");
        try {
            Map<String, String> settings = settings(conf(folder));
            Optional.ofNullable(settings.get("Le_API")).ifPresent(directories::add);
            List<String> names = new ArrayList<>();
            names.add(settings.getOrDefault("Le_Domain", ""));
            names.addAll(Arrays.asList(settings.getOrDefault("Le_Alt", "no").split(",", -1)));
            names.removeIf(name -> name.isEmpty() || name.equals("no"));
            if (!Files.exists(chain)) {
                findings.skip(folder, "it was never issued: there is no fullchain.cer");
                return;
            }
            findings.add(
                    new Findings.Certificate(
                            chain,
                            names,
                            ClientFile.text(chain),
                            ClientFile.text(
                                    folder.resolve(ClientFile.base(folder, "_ecc") + ".key")),
                            proof(settings.getOrDefault("Le_Webroot", "")),
                            Optional.ofNullable(settings.get("Le_API"))));
        } catch (IOException e) {
            findings.skip(folder, String.valueOf(e.getMessage()));
        }
    }

    /// `Le_Webroot` has an entry for each name, and the last is for all that follow.
    private static Proof proof(String webroot) {
        String first = webroot.split(",", 2)[0];
        if (first.isEmpty()) {
            return new Proof.Unknown();
        }
        if (first.equals("dns")) {
            return new Proof.Dns("manual");
        }
        if (first.startsWith("dns_")) {
            return new Proof.Dns(first);
        }
        return first.equals("alpn") ? new Proof.Alpn() : new Proof.Http();
    }

    private static void accounts(Path ca, Findings findings, List<String> directories) {
        try (var files = Files.isDirectory(ca) ? Files.walk(ca, 8) : Stream.<Path>of()) {
            for (Path key : files.filter(f -> ClientFile.name(f).equals("account.key")).toList()) {
                account(ca, key, findings, directories);
            }
        } catch (IOException | UncheckedIOException e) {
            findings.skip(ca, "it cannot be read by this user (remedy: sudo)");
        }
    }

    private static void account(Path ca, Path key, Findings findings, List<String> directories) {
        Path folder = key.resolveSibling(".").normalize();
        String place = ca.relativize(folder).toString();
        // Folders are named without the port, so certificates are asked first.
        String directory =
                directories.stream()
                        .filter(url ->
                                url.replaceFirst("^https://([^/:]+)(:\\d+)?/+", "$1/")
                                        .equals(place))
                        .findFirst()
                        .orElse("https://" + place);
        try {
            Path conf = folder.resolve("ca.conf");
            Map<String, String> settings = Files.exists(conf) ? settings(conf) : Map.of();
            findings.add(
                    new Findings.Account(
                            key,
                            Optional.of(directory),
                            Optional.ofNullable(settings.get("ACCOUNT_URL"))
                                    .filter(url -> !url.isEmpty()),
                            ClientFile.text(key)));
        } catch (IOException e) {
            findings.skip(key, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : ClientFile.text(file).lines().toList()) {
            Matcher assignment = ASSIGNMENT.matcher(line.strip());
            if (assignment.matches()) {
                settings.put(assignment.group(1), decoded(assignment.group(2)));
            }
        }
        return settings;
    }

    private static String decoded(String value) {
        Matcher encoded = ENCODED.matcher(value);
        if (!encoded.matches()) {
            return value;
        }
        try {
            return new String(
                    Base64.getMimeDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
