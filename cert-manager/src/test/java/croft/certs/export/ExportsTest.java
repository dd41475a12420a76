package croft.certs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.certs.Programs;
import croft.certs.authority.LocalAuthority;
import croft.certs.authority.Scope;
import croft.certs.vault.Issued;
import croft.certs.vault.Root;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateExport;
import croft.platform.declaration.CertificateExport.Format;
import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.HostName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written for other programs, what they make of it, and the command after it.
class ExportsTest {
    private final Instant now = Instant.now();

    private final LocalAuthority authority = new LocalAuthority();
    private final Root root = authority.create(Scope.DEVELOPMENT, now);
    private final Issued issued = issued();

    @TempDir private Path folder = Path.of("unset");

    @Test
    void writesFourFilesOfPemWithTheModesThatTheyNeed() throws Exception {
        assertThat(write(export(Format.PEM))).isTrue();
        assertThat(mode("privkey.pem")).isEqualTo("rw-------");
        assertThat(mode("fullchain.pem")).isEqualTo("rw-r--r--");
        assertThat(mode("chain.pem")).isEqualTo("rw-r--r--");
        assertThat(mode("cert.pem")).isEqualTo("rw-r--r--");
        assertThat(files()).hasSize(4);
        Programs.Ended public1 =
                Programs.run(
                        "openssl", target(), "openssl", "pkey", "-in", "privkey.pem", "-pubout");
        Programs.Ended public2 =
                Programs.run(
                        "openssl",
                        target(),
                        "openssl",
                        "x509",
                        "-in",
                        "cert.pem",
                        "-pubkey",
                        "-noout");
        assertThat(public1).isEqualTo(public2);
        assertThat(public1.output()).startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    void putsIntermediatesIntoTheChainAndTheFullChain() throws Exception {
        Issued longer =
                new Issued(List.of(issued.chain().getFirst(), root.certificate()), issued.key());
        new Exports(folder.resolve("state"))
                .write(export(Format.PEM), longer.chain(), longer.key(), Optional.empty());
        assertThat(Files.readString(target().resolve("fullchain.pem")))
                .isEqualTo(
                        Files.readString(target().resolve("cert.pem"))
                                + Files.readString(target().resolve("chain.pem")))
                .containsSubsequence("BEGIN CERTIFICATE", "BEGIN CERTIFICATE");
    }

    @Test
    void writesPkcs12ThatOpensslAndJavaOpenWithThePassword() throws Exception {
        assertThat(write(export(Format.PKCS12), Optional.of("p w"))).isTrue();
        assertThat(mode("certificate.p12")).isEqualTo("rw-------");
        Programs.Ended opened =
                Programs.run(
                        "openssl",
                        target(),
                        "openssl",
                        "pkcs12",
                        "-in",
                        "certificate.p12",
                        "-passin",
                        "pass:p w",
                        "-nodes");
        assertThat(opened.code()).as(opened.output()).isZero();
        assertThat(opened.output())
                .contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE", "friendlyName: www.blog.test");
        Programs.Ended listed =
                Programs.run(
                        "temurin-25-jdk",
                        target(),
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-list",
                        "-keystore",
                        "certificate.p12",
                        "-storepass",
                        "p w");
        assertThat(listed.output()).contains("www.blog.test", "PrivateKeyEntry");
    }

    @Test
    void writesNoPkcs12WithoutAPassword() {
        assertThatThrownBy(() -> write(export(Format.PKCS12)))
                .isInstanceOfSatisfying(
                        ExportTrouble.class,
                        e -> assertThat(e.remedy()).contains("password: mail-p12"))
                .hasMessageContaining("needs a password");
        assertThat(files()).isEmpty();
    }

    @Test
    void writesABundleThatHitchAccepts() throws Exception {
        write(export(Format.BUNDLE));
        assertThat(mode("bundle.pem")).isEqualTo("rw-------");
        Programs.Ended tested =
                Programs.run(
                        "hitch",
                        target(),
                        "hitch",
                        "--test",
                        "--backend=[127.0.0.1]:1",
                        "--frontend=[127.0.0.1]:0",
                        "--user=nobody",
                        "bundle.pem");
        assertThat(tested.code()).as(tested.output()).isZero();
    }

    @Test
    void writesABundleThatHaproxyAccepts() throws Exception {
        write(export(Format.BUNDLE));
        Files.writeString(
                target().resolve("haproxy.cfg"),
                """
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend tls
                    bind 127.0.0.1:1 ssl crt bundle.pem
                """);
        Programs.Ended checked =
                Programs.run("haproxy", target(), "haproxy", "-c", "-f", "haproxy.cfg");
        assertThat(checked.code()).as(checked.output()).isZero();
    }

    @Test
    void leavesAloneWhatIsAsItShouldBe() throws Exception {
        CertificateExport export = export(Format.PEM, "sh", "-c", "echo run >> ran");
        assertThat(write(export)).isTrue();
        assertThat(write(export)).isFalse();
        assertThat(target().resolve("ran")).hasContent("run");
        CertificateExport sealed = export(Format.PKCS12, "sh", "-c", "echo run >> ran");
        assertThat(write(sealed, Optional.of("a"))).isTrue();
        assertThat(write(sealed, Optional.of("a"))).isFalse();
        assertThat(write(sealed, Optional.of("b"))).isTrue();
        assertThat(target().resolve("ran")).hasContent("run\nrun\nrun");
    }

    @Test
    void writesAgainWhatSomebodyChangedOrDeleted() throws Exception {
        CertificateExport export = export(Format.PEM, "sh", "-c", "echo run >> ran");
        write(export);
        Files.writeString(target().resolve("cert.pem"), "not any more");
        assertThat(write(export)).isTrue();
        Files.delete(target().resolve("privkey.pem"));
        assertThat(write(export)).isTrue();
        assertThat(target().resolve("privkey.pem")).exists();
        assertThat(target().resolve("ran")).hasContent("run\nrun\nrun");
    }

    @Test
    void runsTheCommandAgainUntilItSucceeds() throws Exception {
        CertificateExport export =
                export(
                        Format.BUNDLE,
                        "sh",
                        "-c",
                        "echo; echo no such service; echo twice; test -e ready");
        assertThatThrownBy(() -> write(export))
                .isInstanceOf(ExportTrouble.class)
                .hasMessage("`then`: sh ended with 1 and said: no such service / twice");
        assertThat(target().resolve("bundle.pem")).exists();
        var written = Files.getLastModifiedTime(target().resolve("bundle.pem"));
        assertThatThrownBy(() -> write(export)).isInstanceOf(ExportTrouble.class);
        Files.createFile(target().resolve("ready"));
        assertThat(write(export)).isTrue();
        assertThat(write(export)).isFalse();
        assertThat(Files.getLastModifiedTime(target().resolve("bundle.pem"))).isEqualTo(written);
    }

    @Test
    void givesTheCommandNoShellAndNoSecrets() throws Exception {
        write(export(Format.BUNDLE, "touch", "$HOME; touch pwned"));
        assertThat(target().resolve("$HOME; touch pwned")).exists();
        write(export(Format.PEM, "sh", "-c", "env | sort > environment; pwd > place"));
        assertThat(Files.readAllLines(target().resolve("environment")))
                .contains(
                        "CROFT_EXPORT_FOLDER=" + target(),
                        "CROFT_EXPORT_FORMAT=pem",
                        "CROFT_EXPORT_HOST=www.blog.test",
                        "LANG=C.UTF-8")
                .allMatch(line ->
                        line.matches("(CROFT_EXPORT_|PATH|HOME|LANG|PWD|_|SHLVL|OLDPWD).*"));
        assertThat(target().resolve("place")).hasContent(target().toRealPath().toString());
    }

    @Test
    void killsACommandThatDoesNotEnd() throws Exception {
        Exports impatient = new Exports(folder.resolve("state"), Duration.ofMillis(300));
        CertificateExport export =
                export(Format.BUNDLE, "sh", "-c", "echo waiting; echo $$ > pid; sleep 600 & wait");
        assertThatThrownBy(() ->
                        impatient.write(export, issued.chain(), issued.key(), Optional.empty()))
                .isInstanceOf(ExportTrouble.class)
                .hasMessageContainingAll("did not end within", "waiting");
        long pid = Long.parseLong(Files.readString(target().resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }

    @Test
    void saysThatACommandCannotBeStarted() {
        assertThatThrownBy(() -> write(export(Format.BUNDLE, "no-such-program")))
                .isInstanceOfSatisfying(
                        ExportTrouble.class,
                        e -> assertThat(e.remedy()).contains("chmod +x no-such-program"))
                .hasMessageContaining("no-such-program cannot be started");
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("target"), "a file");
        assertThatThrownBy(() -> write(export(Format.PEM)))
                .isInstanceOfSatisfying(
                        ExportTrouble.class, e -> assertThat(e.remedy()).contains("chown"))
                .hasMessageContaining(target() + " cannot be written");
    }

    @Test
    void leavesNoPartsBehind() throws Exception {
        Files.createDirectories(target().resolve("fullchain.pem/in-the-way"));
        assertThatThrownBy(() -> write(export(Format.PEM))).isInstanceOf(ExportTrouble.class);
        assertThat(files()).noneMatch(name -> name.endsWith(".part"));
    }

    private boolean write(CertificateExport export) throws Exception {
        return write(export, Optional.empty());
    }

    private boolean write(CertificateExport export, Optional<String> password) throws Exception {
        return new Exports(folder.resolve("state"))
                .write(export, issued.chain(), issued.key(), password);
    }

    private CertificateExport export(Format format, String... then) {
        return new CertificateExport(
                new HostName("www.blog.test"), target(), format, Optional.empty(), List.of(then));
    }

    private Issued issued() {
        return authority.issue(
                root, NameSet.of(List.of("www.blog.test", "blog.test")), CertificateKey.P256, now);
    }

    private Path target() {
        return folder.resolve("target");
    }

    private String mode(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(target().resolve(file)));
    }

    private List<String> files() {
        String[] names = target().toFile().list();
        return names == null ? List.of() : Arrays.asList(names);
    }
}
