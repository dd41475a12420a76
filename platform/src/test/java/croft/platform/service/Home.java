package croft.platform.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A folder with all that a service finds around itself.
record Home(Path folder) {
    static final String TOKEN = "a token of the operator";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Home in(Path folder) throws IOException {
        Home home = new Home(folder);
        Files.createDirectories(folder.resolve("secrets"));
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("secrets/operator-token"), TOKEN + "\n");
        home.declare("one.localhost");
        return home;
    }

    Path declaration() {
        return folder.resolve("croft.yml");
    }

    Path state() {
        return folder.resolve("state");
    }

    Map<String, String> environment() {
        return new HashMap<>(
                Map.of(
                        "CROFT_DECLARATION", declaration().toString(),
                        "CROFT_SECRETS", folder.resolve("secrets").toString(),
                        "CROFT_STATE", state().toString(),
                        "CROFT_MANAGEMENT_PORT", "0"));
    }

    static String site(String host) {
        return "sites:\n  - host: " + host + "\n    static: ./www\n";
    }

    /// Writes over the file in place.
    void declare(String host) throws IOException {
        Files.writeString(declaration(), site(host));
    }

    /// As editors and deployments do.
    void renameOver(String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("croft.yml~"), text);
        Files.move(fresh, declaration(), StandardCopyOption.ATOMIC_MOVE);
    }

    static HttpResponse<String> get(URI uri, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Waits until `condition` holds.
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within 20 seconds");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
