package croft.stack.clients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What one client left in a folder. Filled by who reads the folder; what cannot be read is kept
/// with the reason, so that nothing gets lost unsaid.
public final class Findings {
    /// Nobody has more by hand; a folder that has is not what it was taken for.
    private static final int MOST = 1000;

    private final String client;
    private final Path folder;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    Findings(String client, Path folder) {
        this.client = client;
        this.folder = folder;
    }

    /// Such as `acme.sh`.
    public String client() {
        return client;
    }

    public Path folder() {
        return folder;
    }

    public List<Account> accounts() {
        return accounts.stream().sorted(Comparator.comparing(Account::origin)).toList();
    }

    public List<Certificate> certificates() {
        return certificates.stream().sorted(Comparator.comparing(Certificate::origin)).toList();
    }

    /// What could not be read.
    public List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    void add(Account account) {
        if (accounts.size() < MOST) {
            accounts.add(account);
        }
    }

    void add(Certificate certificate) {
        if (certificates.size() < MOST) {
            certificates.add(certificate);
        } else {
            skip(certificate.origin(), "more than " + MOST + " certificates are not read");
        }
    }

    void skip(Path origin, String why) {
        skipped.add(new Skipped(origin, why));
    }

    /// An account at an authority.
    ///
    /// @param origin the file of its key
    /// @param directory of the authority; empty where the client does not tell
    /// @param url of the account
    /// @param key PEM
    public record Account(
            Path origin, Optional<String> directory, Optional<String> url, String key) {
        /// Nothing of the key.
        @Override
        public String toString() {
            return origin.toString();
        }
    }

    /// A certificate.
    ///
    /// @param origin its file
    /// @param names as the client lists them; the certificate's own count
    /// @param chain PEM
    /// @param key PEM
    /// @param proof how its names were proved
    /// @param directory of the authority; empty where the client does not tell
    public record Certificate(
            Path origin,
            List<String> names,
            String chain,
            String key,
            Proof proof,
            Optional<String> directory) {
        public Certificate {
            names = List.copyOf(names);
        }

        /// Nothing of the key.
        @Override
        public String toString() {
            return origin.toString();
        }
    }

    /// Something that could not be read.
    public record Skipped(Path origin, String why) {}
}
