package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a scanner that others wrote finds in the edge's TLS.
@Timeout(240)
class TlsScanIT {
    /// `Preferred TLSv1.3 128 bits TLS_AES_128_GCM_SHA256 Curve 25519 DHE 253`
    private static final Pattern CIPHER =
            Pattern.compile("(?m)^(?:Preferred|Accepted)\\s+(\\S+)\\s+(\\d+) bits\\s+(\\S+)");

    /// No authentication, no encryption, broken or short ciphers, no forward secrecy, no
    /// authenticated encryption.
    private static final Pattern WEAK =
            Pattern.compile(
                    "(?i)NULL|EXP|ADH|AECDH|anon|RC4|RC2|DES|MD5|IDEA|SEED|CBC|^AES|^CAMELLIA|SHA$");

    private static LiveStack stack;
    private static String report = "";

    @BeforeAll
    static void scan() throws Exception {
        stack = LiveStack.on(Folders.withOneSite());
        Tool.Result scanned =
                new Tool("sslscan", "sslscan")
                        .run(
                                "--no-colour",
                                "--sni-name=www.test.localhost",
                                "127.0.0.1:" + stack.httpsPort());
        assertThat(scanned.exitCode()).as(scanned.output()).isZero();
        report = scanned.output();
        System.out.println(report);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    void offersNothingOlderThanTls12() {
        assertThat(report.lines())
                .contains(
                        "SSLv2     disabled",
                        "SSLv3     disabled",
                        "TLSv1.0   disabled",
                        "TLSv1.1   disabled",
                        "TLSv1.2   enabled",
                        "TLSv1.3   enabled");
    }

    @Test
    void offersNoWeakCipher() {
        List<MatchResult> ciphers = CIPHER.matcher(report).results().toList();

        assertThat(ciphers)
                .as(report)
                .extracting(cipher -> cipher.group(1))
                .contains("TLSv1.2", "TLSv1.3");
        assertThat(ciphers)
                .allSatisfy(cipher -> {
                    assertThat(Integer.parseInt(cipher.group(2))).isGreaterThanOrEqualTo(128);
                    assertThat(cipher.group(3)).doesNotContainPattern(WEAK);
                });
    }

    @Test
    void compressesNothingRenegotiatesNothingAndDoesNotBleed() {
        assertThat(report)
                .contains(
                        "Server supports TLS Fallback SCSV",
                        "Session renegotiation not supported",
                        "TLSv1.3 not vulnerable to heartbleed",
                        "TLSv1.2 not vulnerable to heartbleed")
                .doesNotContain("Compression enabled");
    }
}
