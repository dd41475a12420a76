package croft.certs.control;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a certificate is revoked (RFC 5280 §5.3.1); those that a subscriber may give.
enum RevocationReason {
    UNSPECIFIED("unspecified", 0),
    KEY_COMPROMISE("key-compromise", 1),
    SUPERSEDED("superseded", 4),
    CESSATION_OF_OPERATION("cessation-of-operation", 5);

    private final String word;
    private final int code;

    RevocationReason(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /// As the operator types it.
    public String word() {
        return word;
    }

    /// As the authority reads it (RFC 8555 §7.6).
    public int code() {
        return code;
    }

    static Optional<RevocationReason> of(String word) {
        return Arrays.stream(values()).filter(reason -> reason.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values())
                .map(RevocationReason::word)
                .collect(Collectors.joining(", "));
    }
}
