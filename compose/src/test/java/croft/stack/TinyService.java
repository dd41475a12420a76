package croft.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A service that keeps the contract of `docs/contracts/environment.md` and does nothing else. It
/// ends with 78 if its state folder holds a file `refuse`, and says what that file says.
final class TinyService {
    private TinyService() {}

    public static void main(String[] arguments) throws IOException {
        Path refusal = Path.of(System.getenv("CROFT_STATE"), "refuse");
        if (Files.exists(refusal)) {
            System.err.println(Files.readString(refusal));
            System.exit(78);
        }
        String token =
                Files.readString(Path.of(System.getenv("CROFT_SECRETS"), "operator-token")).strip();
        int port = Integer.parseInt(System.getenv("CROFT_MANAGEMENT_PORT"));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", exchange -> answer(exchange, 200, "{\"status\":\"UP\"}"));
        server.createContext(
                "/status",
                exchange -> {
                    boolean known =
                            ("Bearer " + token)
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    answer(
                            exchange,
                            known ? 200 : 401,
                            known ? "{\"service\": \"tiny\", \"detail\": {}}" : "{}");
                });
        server.start();
        System.out.println("listening on " + port);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
