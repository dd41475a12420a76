package croft.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The SQL of this program, in the order in which it is applied. A new file gets the next number,
/// whichever folder it is in, and a line here.
final class Scripts {
    static final List<String> NAMES =
            List.of(
                    "db/platform/V001__journal.sql",
                    "db/certs/V002__vault.sql",
                    "db/certs/V003__acme.sql",
                    "db/site/V004__releases.sql",
                    "db/wiki/V005__wiki.sql",
                    "db/wiki/V006__wiki_search.sql",
                    "db/chat/V007__chat.sql",
                    "db/chat/V008__pastes.sql");

    private Scripts() {}

    /// `002`.
    static String version() {
        String last = NAMES.getLast();
        int start = last.lastIndexOf('/') + 2;
        return last.substring(start, last.indexOf("__"));
    }

    /// SHA-256 over names and contents, in hex. Stored in the database after everything is applied,
    /// it tells the next start in one query that nothing is left to do.
    static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : NAMES) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                try (InputStream in = Scripts.class.getResourceAsStream("/" + name)) {
                    if (in == null) {
                        throw new IllegalStateException(name + " is not in this program");
                    }
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
