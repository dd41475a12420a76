package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trust store that Java programs open without a password, beside the JDK's own.
class JavaTrustTest {
    @TempDir private Path folder = Path.of("unset");
    private AuthorityFile.Root root = new AuthorityFile.Root(someRoot(), "AB:CD:EF:01:23:45:67");

    @BeforeEach
    void takeARoot() {
        root = new AuthorityFile.Root(someRoot(), "AB:CD:EF:01:23:45:67");
    }

    @Test
    void holdsTheRootsOfTheJdkAndTheLocalOne() throws Exception {
        Path file = folder.resolve("trust.p12");
        new JavaTrust(file).write(root);
        new JavaTrust(file).write(root);
        KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
        assertThat(store.isCertificateEntry("croft-local-abcdef012345")).isTrue();
        assertThat(Collections.list(store.aliases()).size()).isGreaterThan(50);
    }

    @Test
    void isOpenedByAProgramThatIsToldOfItAlone() throws Exception {
        Path file = folder.resolve("trust.p12");
        new JavaTrust(file).write(root);
        Path program =
                Files.writeString(
                        folder.resolve("Count.java"),
                        """
                        import java.security.KeyStore;
                        import javax.net.ssl.*;
                        class Count {
                            public static void main(String[] arguments) throws Exception {
                                var factory = TrustManagerFactory.getInstance("PKIX");
                                factory.init((KeyStore) null);
                                var trusted = (X509TrustManager) factory.getTrustManagers()[0];
                                System.out.println(trusted.getAcceptedIssuers().length > 50);
                            }
                        }
                        """);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Djavax.net.ssl.trustStore=" + file,
                                program.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("true\n");
        assertThat(new JavaTrust(file).usage().getFirst())
                .contains("-Djavax.net.ssl.trustStore=" + file);
    }

    @Test
    void takesNothingElsesPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "keep me");
        assertThatThrownBy(() -> new JavaTrust(file).write(root))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is not of croft trust");
        assertThat(file).hasContent("keep me");
    }

    private static X509Certificate someRoot() {
        try {
            Path roots = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
            KeyStore store = KeyStore.getInstance(roots.toFile(), (char[]) null);
            return (X509Certificate)
                    Objects.requireNonNull(store.getCertificate(store.aliases().nextElement()));
        } catch (Exception e) {
            throw new AssertionError("the JDK's roots cannot be read", e);
        }
    }
}
