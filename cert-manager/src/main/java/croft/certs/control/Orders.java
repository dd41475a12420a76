package croft.certs.control;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bodies of requests, as docs/contracts/environment.md describes them. What is missing is
/// found by who reads them.
final class Orders {
    private Orders() {}

    /// What must be there.
    ///
    /// @throws IllegalArgumentException if it is not
    static String needed(String key, @Nullable String value) {
        String text = Objects.requireNonNullElse(value, "").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(key + ": missing (expected: text)");
        }
        return text;
    }

    /// `POST /control/certificates/renew`.
    @Serdeable
    record Renew(@Nullable String name) {}

    /// `POST /control/certificates/revoke`.
    @Serdeable
    record Revoke(@Nullable String name, @Nullable String reason) {}

    /// `POST /control/certificates/roll-account`.
    @Serdeable
    record RollAccount(@Nullable String directory) {}

    /// `POST /control/certificates/import`: one of the two.
    @Serdeable
    record Import(@Nullable Certificate certificate, @Nullable Account account) {}

    /// A certificate and its key.
    @Serdeable
    record Certificate(@Nullable String chain, @Nullable String key, @Nullable String directory) {
        /// Nothing of the key.
        @Override
        public String toString() {
            return "a certificate and its key";
        }
    }

    /// An account and its key.
    @Serdeable
    record Account(@Nullable String directory, @Nullable String url, @Nullable String key) {
        /// Nothing of the key.
        @Override
        public String toString() {
            return "an account at " + directory;
        }
    }

    /// `POST /control/certificates/export`.
    @Serdeable
    record Export(
            @Nullable String name,
            @Nullable String format,
            @Nullable String password,
            @Nullable Boolean rsa) {
        /// Nothing of the password.
        @Override
        public String toString() {
            return name + " as " + format;
        }
    }

    /// The answer to an export.
    @Serdeable
    record Exported(List<File> files) {}

    /// One file.
    ///
    /// @param content base64
    @Serdeable
    record File(String name, String mode, String content) {
        /// Nothing of the content.
        @Override
        public String toString() {
            return name;
        }
    }

    /// `POST /control/dns/test`: `of` is a provider's word or a site's host.
    @Serdeable
    record DnsTest(@Nullable String of, @Nullable String zone) {}
}
