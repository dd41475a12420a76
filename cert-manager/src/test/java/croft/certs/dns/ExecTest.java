package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.Eventually;
import croft.certs.dns.DnsTrouble.Kind;
import croft.platform.declaration.DnsProvider;
import croft.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The program of the guide, which writes to a live Knot, and programs that misbehave.
class ExecTest extends DnsDriverConformance {
    private static final Path EXAMPLE =
            Path.of("../docs/examples/dns-nsupdate").toAbsolutePath().normalize();

    private static final TxtRecord RECORD = new TxtRecord(ZONE, OWNER, ONE);

    @Override
    Provider provider(Path folder) throws Exception {
        Programs.of("knsupdate", "knot-dnsutils");
        return new Live(folder, Knot.of(folder.resolve("knot"), ZONE));
    }

    @Test
    void givesActionNameAndValueAndNothingOfItsOwnEnvironment() throws Exception {
        Path said = folder.resolve("said");
        run("printf '%s\\n' \"$@\" >>" + said + "; env >>" + said + "; cat >>" + said);
        assertThat(Files.readAllLines(said))
                .startsWith("extra", "present", OWNER, ONE)
                .contains("CROFT_DNS_USER=" + Declared.USER, "CROFT_DNS_SECRET=" + Knot.SECRET)
                .allMatch(line ->
                        List.of("extra", "present", OWNER, ONE).contains(line)
                                || line.matches(
                                        "(CROFT_DNS_USER|CROFT_DNS_SECRET|PATH|LANG|PWD|SHLVL|_|OLDPWD)=.*"));
    }

    @Test
    void showsTheFirstLinesOfItsErrorsButNoSecret() throws Exception {
        DnsTrouble trouble =
                trouble(
                        "echo key $CROFT_DNS_SECRET >&2; printf '\\033[31mred\\n' >&2; echo three >&2;"
                                + " echo four >&2; exit 3");
        assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
        assertThat(trouble)
                .hasMessageContaining("present of " + OWNER + " ended with 3")
                .hasMessageContaining("key *** / \\u{1b}[31mred / three")
                .hasMessageNotContaining("four")
                .hasMessageNotContaining(Knot.SECRET);
        assertThat(trouble.remedy()).contains("env -i");
    }

    @Test
    void saysThatThereIsNoProgram() {
        try (DnsDrivers drivers = Declared.drivers(folder, Knot.SECRET)) {
            DnsTrouble trouble =
                    catchThrowableOfType(
                            DnsTrouble.class,
                            () -> drivers.of(Declared.exec(List.of("./nothing-here"))).add(RECORD));
            assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
            assertThat(trouble).hasMessageContaining("nothing-here");
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void killsAProgramThatDoesNotEndAndItsChildren() throws Exception {
        Path child = folder.resolve("child");
        DnsTrouble trouble = trouble("sleep 600 & echo $! >" + child + "; echo waiting >&2; wait");
        assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(trouble)
                .hasMessageContaining("did not end within 2 s")
                .hasMessageContaining("waiting");
        long pid = Long.parseLong(Files.readString(child).strip());
        Eventually.eventually(
                "the child is gone",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void isNotHeldUpByAProgramThatNeverStopsTalking() throws Exception {
        DnsTrouble trouble =
                trouble(
                        "i=0; while [ $i -lt 20000 ]; do echo noise noise noise >&2; i=$((i+1)); done; exit 1");
        assertThat(trouble).hasMessageContaining("ended with 1");
    }

    private DnsTrouble trouble(String script) {
        return catchThrowableOfType(DnsTrouble.class, () -> run(script));
    }

    private void run(String script) throws IOException, DnsTrouble {
        Path program =
                Files.createFile(
                        folder.resolve("program"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        try (DnsDrivers drivers = Declared.drivers(folder, Knot.SECRET)) {
            drivers.of(Declared.exec(List.of("./program", "extra"))).add(RECORD);
        }
    }

    /// The program of the guide, and the server that it writes to.
    private static final class Live implements Provider {
        private final Knot knot;
        private final DnsDrivers drivers;

        Live(Path folder, Knot knot) {
            this.knot = knot;
            this.drivers =
                    new DnsDrivers(
                            Secrets.of(folder, Map.of("CROFT_SECRET_DNS", Knot.SECRET)),
                            folder,
                            Declared.visibility(),
                            DnsDrivers::alone,
                            HttpDriverConformance.LIMIT,
                            Duration.ofSeconds(60));
        }

        @Override
        public DnsDriver driver() {
            DnsProvider example =
                    Declared.exec(
                            List.of(
                                    EXAMPLE.toString(),
                                    knot.address().host(),
                                    "" + knot.address().port(),
                                    ZONE),
                            knot.address());
            return drivers.of(
                    new DnsProvider(
                            example.kind(),
                            example.url(),
                            Optional.of(Knot.KEY),
                            example.secret(),
                            example.server(),
                            example.algorithm(),
                            example.command(),
                            example.authoritative()));
        }

        @Override
        public void put(String zone, String owner, String value) throws Exception {
            knot.put(ZONE, owner, value);
        }

        @Override
        public List<String> held(String owner) throws Exception {
            return knot.values(owner);
        }

        @Override
        public boolean knowsZones() {
            return false;
        }

        @Override
        public void close() {
            drivers.close();
            knot.close();
        }
    }
}
