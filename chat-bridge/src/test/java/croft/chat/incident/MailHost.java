package croft.chat.incident;

import croft.house.wire.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A real mail server, Exim, on loopback: port by port with TLS, with STARTTLS and without either.
/// It takes letters for everybody but `nobody@`, and `later@` later; all of them into one file.
final class MailHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String PASSWORD = "right password";

    private final Path folder;
    private final Process process;
    private final int tls = FreePort.next();
    private final int startTls = FreePort.next();
    private final int plain = FreePort.next();

    MailHost(Path folder) throws Exception {
        this.folder = folder;
        for (String name : List.of("", "spool", "mail", "log")) {
            Files.createDirectories(folder.resolve(name));
            Files.setPosixFilePermissions(
                    folder.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                file("key.pem"),
                "-out",
                file("cert.pem"));
        Files.setPosixFilePermissions(
                folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("exim.conf"), configuration());
        if (!Files.isExecutable(Path.of("/usr/sbin/exim4"))) {
            throw new AssertionError(
                    "no mail server: apt-get install --no-install-recommends exim4-daemon-light");
        }
        process =
                new ProcessBuilder("/usr/sbin/exim4", "-C", file("exim.conf"), "-bdf")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        awaitPort(plain);
    }

    MailServer server(MailServer.Security security, String password) {
        return new MailServer(
                "localhost",
                switch (security) {
                    case TLS -> tls;
                    case STARTTLS -> startTls;
                    case PLAIN -> plain;
                },
                security,
                "croft@example.net",
                security == MailServer.Security.PLAIN
                        ? Optional.empty()
                        : Optional.of(new MailServer.Login("croft", () -> password)));
    }

    /// One that offers no encryption, asked for STARTTLS.
    MailServer withoutStartTls() {
        return new MailServer(
                "localhost",
                plain,
                MailServer.Security.STARTTLS,
                "croft@example.net",
                Optional.empty());
    }

    /// Believes this server's certificate alone.
    SSLContext trust() throws Exception {
        Certificate certificate;
        try (var in = Files.newInputStream(folder.resolve("cert.pem"))) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("mail", certificate);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Everything that was delivered, as soon as it contains this.
    String delivered(String expected) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Path box = folder.resolve("mail/box");
            String text = Files.exists(box) ? Files.readString(box) : "";
            if (text.contains(expected)) {
                return text;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "no letter with \""
                                + expected
                                + "\" within "
                                + PATIENCE
                                + "; there is: "
                                + text
                                + Files.readString(folder.resolve("out")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String configuration() {
        return """
        primary_hostname = mail.example.net
        spool_directory = %1$s/spool
        log_file_path = %1$s/log/%%s
        pid_file_path = %1$s/spool/pid
        daemon_smtp_ports = %2$d : %3$d : %4$d
        tls_on_connect_ports = %2$d
        local_interfaces = 127.0.0.1
        tls_advertise_hosts = ${if eq{$received_port}{%4$d}{}{*}}
        tls_certificate = %1$s/cert.pem
        tls_privatekey = %1$s/key.pem
        auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
        acl_smtp_rcpt = rcpt
        deliver_drop_privilege = true
        host_lookup =
        rfc1413_query_timeout = 0s
        keep_environment =
        begin acl
        rcpt:
          deny local_parts = nobody
               message = no such mailbox
          defer local_parts = later
               message = come again
          accept condition = ${if eq{$received_port}{%4$d}}
          accept authenticated = *
          deny message = who are you
        begin routers
        all:
          driver = accept
          transport = box
        begin transports
        box:
          driver = appendfile
          file = %1$s/mail/box
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = ${if and{{eq{$auth2}{croft}}{eq{$auth3}{%5$s}}}}
          server_set_id = $auth2
        """
                .formatted(folder, tls, startTls, plain, PASSWORD);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void awaitPort(int port) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new AssertionError(
                            "Exim did not start: " + Files.readString(folder.resolve("out")), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
