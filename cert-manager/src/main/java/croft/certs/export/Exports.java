package croft.certs.export;

import croft.certs.vault.Issued;
import croft.platform.declaration.CertificateExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes exports, and runs what comes after. Repeatable at any moment: what is as it should be is
/// left alone, and a command that failed is run again by the next call.
///
/// Each file appears whole or not at all, and all are on the disk before the first appears; who
/// reads two of them in that moment may get a new one and an old one, and is told by the command.
public final class Exports {
    private final Path records;
    private final Duration limit;

    /// Exports that remember in this folder what they have done. Without it they are written once
    /// more.
    ///
    /// @param state `CROFT_STATE`
    public Exports(Path state) {
        this(state, AfterExport.LIMIT);
    }

    Exports(Path state, Duration limit) {
        this.records = state.resolve("exports");
        this.limit = limit;
    }

    /// Brings an export up to date. Blocks, for as long as its command runs.
    ///
    /// @param chain leaf first
    /// @param password of a PKCS #12 file; other formats have none
    /// @return whether anything was written or run
    /// @throws ExportTrouble if it is not up to date now
    public boolean write(
            CertificateExport export,
            List<X509Certificate> chain,
            PrivateKey key,
            Optional<String> password)
            throws ExportTrouble, InterruptedException {
        Issued issued = new Issued(chain, key);
        Path file = records.resolve(ExportRecord.name(export));
        try {
            ExportRecord last = ExportRecord.read(file);
            String source = ExportRecord.digest(export, issued, password);
            boolean written = last.isOf(source, export.folder());
            if (written && last.done()) {
                return false;
            }
            if (!written) {
                List<ExportedFile> files =
                        ExportedFiles.of(export.format(), issued, export.host().value(), password);
                place(export.folder(), files);
                last = ExportRecord.of(source, files);
                last.write(file);
            }
            if (!export.then().isEmpty()) {
                new AfterExport(export, limit).run();
            }
            last.finished().write(file);
            return true;
        } catch (IOException e) {
            throw ExportTrouble.notWritten(export.folder(), e);
        }
    }

    private static void place(Path folder, List<ExportedFile> files) throws IOException {
        Files.createDirectories(folder);
        List<Path> parts = new ArrayList<>();
        try {
            for (ExportedFile file : files) {
                Path part = Files.createTempFile(folder, ".croft-", ".part"); // 0600
                parts.add(part);
                Files.write(part, file.content());
                Files.setPosixFilePermissions(
                        part,
                        PosixFilePermissions.fromString(file.secret() ? "rw-------" : "rw-r--r--"));
            }
            for (int i = 0; i < files.size(); i++) {
                Files.move(
                        parts.get(i),
                        folder.resolve(files.get(i).name()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }
}
