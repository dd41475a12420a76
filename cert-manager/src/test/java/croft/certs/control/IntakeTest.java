package croft.certs.control;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which certificates of others are kept, and for which sites.
class IntakeTest {
    private final Instant now = Instant.now();

    @TempDir private Path folder = Path.of("unset");

    @BeforeEach
    void make() throws Exception {
        Programs.Ended made =
                Programs.run(
                        "openssl",
                        folder,
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "9",
                        "-subj",
                        "/CN=example.net",
                        "-addext",
                        "subjectAltName=DNS:example.net,DNS:*.example.net",
                        "-keyout",
                        "key",
                        "-out",
                        "chain");
        assertThat(made.code()).as(made.output()).isZero();
    }

    @Test
    void keepsOneForEverySiteThatItCovers() throws Exception {
        RecordingDesk desk =
                new RecordingDesk(
                        "www.example.net example.net",
                        "*.example.net",
                        "example.net other.test",
                        "a.b.example.net");
        Intake.Taken taken = take(desk, now);
        assertThat(taken.result()).isEqualTo("kept");
        assertThat(taken.names()).containsExactly("example.net", "*.example.net");
        assertThat(desk.kept())
                .containsExactly(
                        "www.example.net and 1 more by https://acme.test/dir",
                        "*.example.net by https://acme.test/dir");
    }

    @Test
    void keepsNoneThatNoSiteWants() throws Exception {
        RecordingDesk desk = new RecordingDesk("example.net other.test");
        Intake.Taken taken = take(desk, now);
        assertThat(taken.result()).isEqualTo("foreign");
        assertThat(taken.remedy()).isEqualTo("declare the site, then import again");
        assertThat(desk.kept()).isEmpty();
    }

    @Test
    void keepsNoneThatHasEnded() throws Exception {
        RecordingDesk desk = new RecordingDesk("example.net");
        Intake.Taken taken = take(desk, now.plus(Duration.ofDays(10)));
        assertThat(taken.result()).isEqualTo("expired");
        assertThat(taken.names()).isEqualTo(List.of("example.net", "*.example.net"));
        assertThat(desk.kept()).isEmpty();
    }

    @Test
    void keepsAccounts() throws Exception {
        RecordingDesk desk = new RecordingDesk();
        Intake.Taken taken =
                intake(desk, now)
                        .take(
                                new Orders.Import(
                                        null,
                                        new Orders.Account(
                                                "https://acme.test/directory",
                                                "https://acme.test/account/7",
                                                text("key"))));
        assertThat(taken.result()).isEqualTo("kept");
        assertThat(desk.kept())
                .containsExactly("https://acme.test/directory https://acme.test/account/7 EC");
    }

    private Intake.Taken take(RecordingDesk desk, Instant now) throws Exception {
        return intake(desk, now)
                .take(
                        new Orders.Import(
                                new Orders.Certificate(
                                        text("chain"), text("key"), "https://acme.test/dir"),
                                null));
    }

    private static Intake intake(RecordingDesk desk, Instant now) {
        return new Intake(desk, InstantSource.fixed(now));
    }

    private String text(String file) throws Exception {
        return Files.readString(folder.resolve(file));
    }
}
