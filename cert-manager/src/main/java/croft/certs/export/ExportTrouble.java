package croft.certs.export;

import croft.platform.declaration.CertificateExport;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// An export that is not as it should be: what happened, and what to do about it.
public final class ExportTrouble extends Exception {
    private final String remedy;

    private ExportTrouble(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    private ExportTrouble(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /// What to do, in plain words.
    public String remedy() {
        return remedy;
    }

    static ExportTrouble noPassword() {
        return new ExportTrouble(
                "a PKCS #12 file needs a password, and there is none",
                "name a secret that is not empty: password: mail-p12");
    }

    static ExportTrouble unusableSecret(RuntimeException e) {
        return new ExportTrouble(
                String.valueOf(e.getMessage()), "write the secret that `password` names", e);
    }

    static ExportTrouble noCertificate(CertificateExport export) {
        return new ExportTrouble(
                "there is no certificate for " + export.host() + " yet",
                "none: it is written as soon as there is one; `host` must be that of a site");
    }

    static ExportTrouble notWritten(Path folder, IOException e) {
        String why =
                switch (e) {
                    case AccessDeniedException denied ->
                            denied.getFile() + " must not be written by this user";
                    case FileSystemException file ->
                            Objects.requireNonNullElse(
                                            file.getReason(), file.getClass().getSimpleName())
                                    + ": "
                                    + file.getFile();
                    default -> String.valueOf(e.getMessage());
                };
        return new ExportTrouble(
                folder + " cannot be written: " + why.toLowerCase(Locale.ROOT),
                "make the folder, and give it to the user that cert-manager runs as: chown "
                        + System.getProperty("user.name", "croft")
                        + " "
                        + folder,
                e);
    }

    static ExportTrouble notStarted(String program, IOException e) {
        return new ExportTrouble(
                "`then`: " + program + " cannot be started",
                "give its whole path, and make it a program that may be run: chmod +x " + program,
                e);
    }

    static ExportTrouble failed(String program, int code, String said) {
        return new ExportTrouble(
                "`then`: "
                        + program
                        + " ended with "
                        + code
                        + (said.isEmpty() ? " and said nothing" : " and said: " + said),
                "the files are there; mend the program, it is run again");
    }

    static ExportTrouble tooSlow(String program, Duration limit, String said) {
        return new ExportTrouble(
                "`then`: "
                        + program
                        + " did not end within "
                        + limit.toSeconds()
                        + " s and was killed"
                        + (said.isEmpty() ? "" : "; it said: " + said),
                "the files are there; let the program start what takes long in the background");
    }
}
