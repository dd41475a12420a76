package croft.edge.vault;

import croft.edge.tls.CertificateVariant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// The certificates as last read from the database, in a file, their keys still sealed: what the
/// edge starts with when the database is away.
///
/// One certificate a line: version, names (comma-separated), sealed key, chain (base64) and
/// variant, separated by spaces; lines of before there were variants have none, and are main
/// certificates. A line that cannot be read is an error for the whole file: it is a copy, and half
/// a copy would hide a missing site.
record LocalCopy(Path file) {
    void write(List<StoredCertificate> certificates) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder text = new StringBuilder();
        for (StoredCertificate certificate : certificates) {
            text.append(certificate.version())
                    .append(' ')
                    .append(String.join(",", certificate.names()))
                    .append(' ')
                    .append(certificate.sealedKey())
                    .append(' ')
                    .append(
                            base64.encodeToString(
                                    certificate.chainPem().getBytes(StandardCharsets.US_ASCII)))
                    .append(' ')
                    .append(certificate.variant().word())
                    .append('\n');
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text, StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What was last written; nothing if nothing ever was.
    List<StoredCertificate> read() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a copy of certificates: not ASCII", e);
        }
        List<StoredCertificate> certificates = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new StringReader(text));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            certificates.add(parse(line));
        }
        return certificates;
    }

    private StoredCertificate parse(String line) throws IOException {
        String[] parts = line.split(" ", -1);
        try {
            if (parts.length != 4 && parts.length != 5) {
                throw new IllegalArgumentException(parts.length + " parts (expected: 5)");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            return new StoredCertificate(
                    List.of(parts[1].split(",", -1)),
                    parts.length == 4 ? CertificateVariant.MAIN : CertificateVariant.of(parts[4]),
                    UUID.fromString(parts[0]),
                    new String(base64.decode(parts[3]), StandardCharsets.US_ASCII),
                    parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not a copy of certificates: " + e.getMessage(), e);
        }
    }
}
