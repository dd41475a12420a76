package croft.stack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The secrets that a stack needs and nobody has to know: made once, kept in the data folder. Their
/// names and meaning are in `docs/contracts/environment.md`.
public record GeneratedSecrets(Path folder) {
    static final String DATABASE_OWNER = "database-owner";
    static final String OPERATOR_TOKEN = "operator-token";

    /// Database roles, each with its secret `database-ROLE`.
    private static final List<String> ROLES = List.of("edge", "certs", "site", "wiki", "chat");

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Makes those that are missing; the others stay as they are.
    void complete() throws IOException {
        complete(List.of());
    }

    /// The same, with the passwords of others who have a database here.
    ///
    /// @param tenants their names, with hyphens
    /// @return how many were made
    public int complete(List<String> tenants) throws IOException {
        Permissions.privateFolder(folder);
        int made = 0;
        for (Map.Entry<String, String> secret : fresh(tenants).entrySet()) {
            if (!Files.exists(folder.resolve(secret.getKey()))) {
                Permissions.writePrivately(folder.resolve(secret.getKey()), secret.getValue());
                made++;
            }
        }
        return made;
    }

    /// Lets the user of a container read those that are mounted in it. The folder stays closed, and
    /// so nobody else comes near them.
    public void openToContainers() throws IOException {
        Permissions.privateFolder(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            }
        }
    }

    /// The names of all that a stack needs.
    ///
    /// @param tenants as for [#complete(List)]
    public static Set<String> names(List<String> tenants) {
        return fresh(tenants).keySet();
    }

    private static SortedMap<String, String> fresh(List<String> tenants) {
        var secrets = new TreeMap<String, String>();
        // 192 bits: beyond guessing, and short enough to copy.
        secrets.put(DATABASE_OWNER, text(24));
        ROLES.forEach(role -> secrets.put("database-" + role, text(24)));
        tenants.forEach(tenant -> secrets.put("database-" + tenant, text(24)));
        secrets.put(OPERATOR_TOKEN, text(24));
        secrets.put("vault-key", Base64.getEncoder().encodeToString(bytes(32)));
        return secrets;
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

    private static String text(int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
