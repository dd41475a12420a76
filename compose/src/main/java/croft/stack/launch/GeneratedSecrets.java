package croft.stack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The secrets that a stack needs and nobody has to know: made once, kept in the data folder. Their
/// names and meaning are in `docs/contracts/environment.md`.
record GeneratedSecrets(Path folder) {
    static final String DATABASE_OWNER = "database-owner";
    static final String OPERATOR_TOKEN = "operator-token";

    /// Database roles, each with its secret `database-ROLE`.
    private static final List<String> ROLES = List.of("edge", "certs", "site", "wiki", "chat");

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Makes those that are missing; the others stay as they are.
    void complete() throws IOException {
        Permissions.privateFolder(folder);
        // 192 bits: beyond guessing, and short enough to copy.
        make(DATABASE_OWNER, text(24));
        for (String role : ROLES) {
            make("database-" + role, text(24));
        }
        make(OPERATOR_TOKEN, text(24));
        make("vault-key", Base64.getEncoder().encodeToString(bytes(32)));
    }

    String read(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    /// Password by database role.
    Map<String, String> roles() throws IOException {
        var passwords = new TreeMap<String, String>();
        for (String role : ROLES) {
            passwords.put(role, read("database-" + role));
        }
        return passwords;
    }

    private void make(String name, String value) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            Permissions.writePrivately(folder.resolve(name), value);
        }
    }

    private static String text(int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
