package croft.certs.export;

import croft.certs.vault.Issued;
import croft.platform.declaration.CertificateExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What was last done for an export: from what it was made, which files were written, and whether
/// everything is done. PKCS #12 files differ each time they are made, so that one cannot tell by
/// making them again.
///
/// @param source digest of what it was made from; the key is in it, so it tells nobody anything
/// @param files digest of each, by name
/// @param done whether the command has run too
record ExportRecord(String source, TreeMap<String, String> files, boolean done) {
    private static final ExportRecord NONE = new ExportRecord("", new TreeMap<>(), false);

    static ExportRecord of(String source, List<ExportedFile> files) {
        TreeMap<String, String> digests = new TreeMap<>();
        files.forEach(file -> digests.put(file.name(), sha256(file.content())));
        return new ExportRecord(source, digests, false);
    }

    /// The record's own name: one for each folder, whatever is in it.
    static String name(CertificateExport export) {
        return sha256(export.folder().toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /// Of everything that an export depends on.
    static String digest(CertificateExport export, Issued issued, Optional<String> password) {
        MessageDigest digest = sha256();
        add(digest, export.host().value());
        add(digest, export.format().name());
        add(digest, password.orElse(""));
        export.then().forEach(word -> add(digest, word));
        try {
            for (X509Certificate certificate : issued.chain()) {
                digest.update(certificate.getEncoded());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an encodable certificate", e);
        }
        byte[] key = issued.key().getEncoded();
        digest.update(key);
        Arrays.fill(key, (byte) 0);
        return HexFormat.of().formatHex(digest.digest());
    }

    /// What a file says; nothing is known if there is none, or if it is none of ours.
    static ExportRecord read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                return NONE;
            }
            TreeMap<String, String> files = new TreeMap<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.split(" ", 2);
                files.put(parts[parts.length - 1], parts[0]);
            }
            return new ExportRecord(lines.get(0), files, lines.get(1).equals("done"));
        } catch (NoSuchFileException _) {
            return NONE;
        }
    }

    /// Whether the folder still holds what was made from this.
    boolean isOf(String digest, Path folder) throws IOException {
        if (!source.equals(digest)) {
            return false;
        }
        for (var file : files.entrySet()) {
            try {
                byte[] there = Files.readAllBytes(folder.resolve(file.getKey()));
                if (!sha256(there).equals(file.getValue())) {
                    return false;
                }
            } catch (NoSuchFileException _) {
                return false;
            }
        }
        return true;
    }

    ExportRecord finished() {
        return new ExportRecord(source, files, true);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(source).append('\n');
        text.append(done ? "done" : "pending").append('\n');
        files.forEach((name, digest) -> text.append(digest).append(' ').append(name).append('\n'));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
