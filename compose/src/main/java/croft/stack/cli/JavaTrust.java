package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;

/// A trust store for Java programs: the roots of this JDK and the local authority, in a file of the
/// operator's choice. The JDK's own is not touched: it is everybody's on this machine, and the next
/// update brings a fresh one.
///
/// The file is PKCS #12 without a password, as there is nothing secret in it; Java reads such since
/// 18, and Debian's 17 does too.
record JavaTrust(Path file) {
    private static final String OURS = "croft-local-";

    /// Writes the file whole or not at all.
    ///
    /// @throws CannotStart if it would take the place of something else, or cannot be written
    void write(AuthorityFile.Root root) throws CannotStart, GeneralSecurityException {
        if (Files.exists(file) && !isOurs()) {
            throw new CannotStart(
                    Exit.CANNOT_WRITE,
                    file + " is there already and is not of croft trust (expected: a new name)");
        }
        try {
            KeyStore store = ofThisJdk();
            store.setCertificateEntry(root.name(), root.certificate());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                store.store(out, null);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.CANNOT_WRITE, file + " cannot be written: " + e.getMessage());
        }
    }

    /// How a program is made to use it.
    List<String> usage() {
        return List.of(
                "java -Djavax.net.ssl.trustStore=" + file + " …",
                "export JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=" + file);
    }

    private static KeyStore ofThisJdk() throws IOException, GeneralSecurityException {
        Path roots = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        KeyStore there = KeyStore.getInstance(roots.toFile(), (char[]) null);
        KeyStore copy = KeyStore.getInstance("PKCS12");
        copy.load(null, null);
        for (String alias : Collections.list(there.aliases())) {
            copy.setCertificateEntry(alias, there.getCertificate(alias));
        }
        return copy;
    }

    private boolean isOurs() {
        try {
            return Collections.list(KeyStore.getInstance(file.toFile(), (char[]) null).aliases())
                    .stream()
                    .anyMatch(alias -> alias.startsWith(OURS));
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }
}
