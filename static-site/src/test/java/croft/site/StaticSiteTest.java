package croft.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.platform.service.CannotStart;
import croft.platform.service.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with everything it finds around itself, but for a database, which it does
/// without.
@Timeout(120)
class StaticSiteTest {
    @TempDir Path home;

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/operator-token"), "token\n");
        Files.writeString(home.resolve("secrets/database-site"), "password\n");
        Files.createDirectories(home.resolve("www"));
        Files.writeString(home.resolve("www/index.html"), "hello");
        write("one.localhost", "./www");
    }

    @Test
    void servesTheFoldersOfTheDeclaration() throws Exception {
        try (RunningService service = StaticSite.service().start(environment())) {
            assertThat(get(service, "one.localhost")).contains(" 200 ").endsWith("hello");
            assertThat(get(service, "two.localhost")).contains(" 421 ");
        }
    }

    @Test
    void followsTheDeclaration() throws Exception {
        try (RunningService service = StaticSite.service().start(environment())) {
            write("two.localhost", "./www");
            String answer = get(service, "two.localhost");
            while (!answer.endsWith("hello")) {
                Thread.onSpinWait();
                answer = get(service, "two.localhost");
            }
            assertThat(get(service, "one.localhost")).contains(" 421 ");
        }
    }

    @Test
    void isReadyWithoutAFolderAndNamesIt() throws Exception {
        write("one.localhost", "./nowhere");
        try (RunningService service = StaticSite.service().start(environment())) {
            assertThat(get(service, "one.localhost")).contains(" 503 ");
            assertThat(manage(service, "/health").statusCode()).isEqualTo(200);
            HttpResponse<String> status = manage(service, "/status");
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(status.body())
                    .contains("\"host\":\"one.localhost\"")
                    .contains("\"readable\":false")
                    .contains("nowhere does not exist (create it, or correct croft.yml)");
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            Map<String, String> environment = environment();
            environment.put("CROFT_PORT", Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> StaticSite.service().start(environment))
                    .hasRootCauseInstanceOf(CannotStart.class)
                    .rootCause()
                    .hasMessageContaining("CROFT_PORT: cannot listen on 127.0.0.1:");
        }
    }

    private void write(String host, String folder) throws IOException {
        Files.writeString(
                home.resolve("croft.yml"),
                "sites:\n  - host: " + host + "\n    static: " + folder + "\n");
    }

    private Map<String, String> environment() {
        return new HashMap<>(
                Map.of(
                        "CROFT_DECLARATION", home.resolve("croft.yml").toString(),
                        "CROFT_SECRETS", home.resolve("secrets").toString(),
                        "CROFT_STATE", home.resolve("state").toString(),
                        "CROFT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/croft",
                        "CROFT_MANAGEMENT_PORT", "0",
                        "CROFT_LISTEN", "127.0.0.1",
                        "CROFT_PORT", "0"));
    }

    private static String get(RunningService service, String host) throws IOException {
        InetSocketAddress address = service.bean(Sites.class).addresses().getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> manage(RunningService service, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(service.management() + path))
                            .header("Authorization", "Bearer token")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
