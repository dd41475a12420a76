package croft.certs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import croft.certs.Declarations;
import croft.certs.Eventually;
import croft.certs.SetClock;
import croft.certs.authority.LocalAuthority;
import croft.certs.authority.Scope;
import croft.certs.vault.Issued;
import croft.certs.vault.Root;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateExport;
import croft.platform.declaration.CertificateExport.Format;
import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When exports are written, and when what failed is tried again.
class ExportRunnerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final LocalAuthority authority = new LocalAuthority();
    private final Root root = authority.create(Scope.DEVELOPMENT, START);
    private final SetClock clock = new SetClock(START);
    private final Declarations declarations = new Declarations("mail.test");
    private final AtomicReference<Optional<Issued>> newest = new AtomicReference<>(issued());

    @TempDir private Path folder = Path.of("unset");
    private ExportRunner runner = runner();

    @BeforeEach
    void begin() {
        runner = runner();
        runner.start();
    }

    @AfterEach
    void end() {
        runner.close();
    }

    @Test
    void writesWhatIsDeclaredAndWhatIsRenewed() throws Exception {
        declare(export("a", Format.PEM, "sh", "-c", "echo run >> ran"));
        eventuallyRan("a", 1);
        newest.set(issued());
        runner.wake();
        eventuallyRan("a", 2);
        runner.wake();
        declare(export("a", Format.PEM, "sh", "-c", "echo run >> ran"), export("b", Format.BUNDLE));
        Eventually.eventually("b is written", () -> runner.states().size() == 2);
        assertThat(folder.resolve("a/ran")).hasContent("run\nrun");
        assertThat(runner.states())
                .extracting(ExportState::written, ExportState::trouble)
                .containsOnly(tuple(Optional.of(START), Optional.empty()));
    }

    @Test
    void waitsForTheFirstCertificate() throws Exception {
        newest.set(Optional.empty());
        declare(export("a", Format.PEM));
        eventuallyTrouble("there is no certificate for mail.test yet");
        newest.set(issued());
        runner.wake();
        Eventually.eventually("it is written", () -> Files.exists(folder.resolve("a/cert.pem")));
    }

    @Test
    void triesWhatFailedAgainInItsTimeAndNotBefore() throws Exception {
        declare(
                export("a", Format.PEM, "sh", "-c", "echo run >> ran; test -e ready"),
                export("b", Format.PEM));
        eventuallyTrouble("`then`: sh ended with 1 and said nothing");
        assertThat(runner.states().getFirst().trouble().orElseThrow().again())
                .isEqualTo(START.plus(Duration.ofMinutes(1)));
        Eventually.eventually("b is written", () -> runner.states().size() == 2);
        Files.delete(folder.resolve("b/cert.pem"));
        runner.wake();
        Eventually.eventually("b is mended", () -> Files.exists(folder.resolve("b/cert.pem")));
        assertThat(folder.resolve("a/ran")).hasContent("run");
        clock.forward(Duration.ofMinutes(1));
        runner.wake();
        eventuallyRan("a", 2);
        Eventually.eventually(
                "the pause grows",
                () ->
                        runner.states()
                                .getFirst()
                                .trouble()
                                .filter(t -> t.again().equals(START.plus(Duration.ofMinutes(3))))
                                .isPresent());
        Files.createFile(folder.resolve("a/ready"));
        clock.forward(Duration.ofMinutes(2));
        runner.wake();
        Eventually.eventually("it is good", () -> runner.states().getFirst().trouble().isEmpty());
    }

    @Test
    void saysThatASecretIsMissing() throws Exception {
        declare(
                new CertificateExport(
                        new HostName("mail.test"),
                        folder.resolve("p"),
                        Format.PKCS12,
                        Optional.of(new SecretName("missing")),
                        List.of()));
        eventuallyTrouble("secret missing: not found");
    }

    private void eventuallyRan(String name, int times) throws Exception {
        Eventually.eventually(
                name + " ran " + times + " times",
                () ->
                        Files.exists(folder.resolve(name + "/ran"))
                                && Files.readAllLines(folder.resolve(name + "/ran")).size()
                                        == times);
    }

    private void eventuallyTrouble(String said) throws Exception {
        Eventually.eventually(
                said,
                () ->
                        runner.states().stream()
                                .flatMap(state -> state.trouble().stream())
                                .anyMatch(trouble -> trouble.said().startsWith(said)));
    }

    private void declare(CertificateExport... exports) {
        Declaration plain = Declarations.of("mail.test");
        declarations.change(
                new Declaration(
                        plain.contact(),
                        new CertificatePolicy(
                                CertificateTerms.of(new CertificatePolicy.Authority.Local()),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Arrays.asList(exports),
                                List.of()),
                        plain.sites()));
    }

    private CertificateExport export(String name, Format format, String... then) {
        return new CertificateExport(
                new HostName("mail.test"),
                folder.resolve(name),
                format,
                Optional.empty(),
                List.of(then));
    }

    private Optional<Issued> issued() {
        return Optional.of(
                authority.issue(
                        root, NameSet.of(List.of("mail.test")), CertificateKey.P256, START));
    }

    private ExportRunner runner() {
        return new ExportRunner(
                new Exports(folder.resolve("state")),
                declarations,
                host -> newest.get(),
                Secrets.of(folder, Map.of()),
                clock);
    }
}
