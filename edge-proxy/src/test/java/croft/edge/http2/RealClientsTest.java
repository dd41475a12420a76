package croft.edge.http2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that others wrote, over real sockets: nghttp2's tools in cleartext, the JDK's over TLS.
@Timeout(120)
class RealClientsTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path folder;

    @Test
    void nghttpDownloadsAndUploads() throws Exception {
        Path upload = Files.write(folder.resolve("upload"), new byte[MEBIBYTE]);
        try (TestServer server = new TestServer(null, 0)) {
            String uri = "http://127.0.0.1:" + server.port() + "/";
            String out = run("nghttp", "-nv", uri + "1000");
            assertThat(out).contains(":status: 200").contains("SETTINGS_ENABLE_CONNECT_PROTOCOL");
            assertThat(out).doesNotContain("RST_STREAM").doesNotContain("error_code=PROTOCOL");
            assertThat(run("nghttp", "-d", upload.toString(), uri)).contains("" + MEBIBYTE);
            assertThat(run("nghttp", "-nv", "-w10", "-W10", uri + MEBIBYTE))
                    .contains("DATA frame <length=1023")
                    .doesNotContain("RST_STREAM");
        }
    }

    @Test
    void h2loadIsServedInFull() throws Exception {
        try (TestServer server = new TestServer(null, 0)) {
            String uri = "http://127.0.0.1:" + server.port() + "/";
            String[] loads = {
                "-n5000 -c4 -m32 1024", "-n2000 -c1 -m200 10000", "-n50 -c2 -m10 1048576"
            };
            for (String load : loads) {
                List<String> command = new ArrayList<>(List.of("h2load"));
                command.addAll(Arrays.asList(load.split(" ", -1)));
                command.add(uri + command.removeLast());
                String out = run(command.toArray(String[]::new));
                String count = load.substring(2, load.indexOf(' '));
                assertThat(out).contains(count + " succeeded, 0 failed, 0 errored, 0 timeout");
            }
        }
    }

    @Test
    void jdkClientDownloadsUploadsAndRunsManyStreamsOverTls() throws Exception {
        KeyStore keys = keys();
        try (TestServer server = new TestServer(tls(keys), 0);
                HttpClient client = HttpClient.newBuilder().sslContext(trust(keys)).build()) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");

            HttpResponse<byte[]> download =
                    client.send(
                            HttpRequest.newBuilder(uri.resolve("/" + MEBIBYTE)).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(download.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(download.body()).hasSize(MEBIBYTE);

            HttpResponse<String> upload =
                    client.send(
                            HttpRequest.newBuilder(uri)
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    new byte[MEBIBYTE]))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(upload.body()).isEqualTo(Integer.toString(MEBIBYTE));

            List<CompletableFuture<HttpResponse<byte[]>>> many = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                many.add(
                        client.sendAsync(
                                HttpRequest.newBuilder(uri.resolve("/" + (i * 1_000))).build(),
                                HttpResponse.BodyHandlers.ofByteArray()));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(many.get(i).get().body()).hasSize(i * 1_000);
            }
        }
    }

    private String run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "out", "");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + ": not installed (remedy: apt-get install nghttp2-client)", e);
        }
        assertThat(process.waitFor()).isZero();
        return Files.readString(output, UTF_8);
    }

    /// A key pair and a certificate for localhost, made by the JDK's keytool.
    private KeyStore keys() throws Exception {
        Path store = folder.resolve("keys.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "edge",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SslContext tls(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        return SslContextBuilder.forServer(factory)
                .sslProvider(SslProvider.OPENSSL)
                .applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                "h2"))
                .build();
    }

    private static SSLContext trust(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("edge", keys.getCertificate("edge"));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
