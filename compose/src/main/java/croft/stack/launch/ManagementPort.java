package croft.stack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A service's management port, asked with the JDK's oldest client, which starts no threads.
///
/// @param host an address: loopback, or that of a container
public record ManagementPort(String host, int port) {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 5_000;

    /// An order may ask an authority several things before it is answered; a service closes what is
    /// silent for longer than half a minute.
    private static final int ORDER_MILLIS = 25_000;

    /// A status of a few hundred sites; more is not a status.
    private static final int LIMIT = 16_000_000;

    /// One on loopback.
    public ManagementPort(int port) {
        this("127.0.0.1", port);
    }

    /// Asks whether the service can do its work.
    ///
    /// @throws IOException if nobody answers
    public Answer health() throws IOException {
        return ask("GET", "/health", null, null);
    }

    /// Asks what the service does.
    ///
    /// @param token the operator's
    /// @throws IOException if nobody answers
    public Answer status(String token) throws IOException {
        return get("/status", token);
    }

    /// Asks for anything.
    ///
    /// @param path and query
    /// @param token the operator's
    /// @throws IOException if nobody answers
    public Answer get(String path, String token) throws IOException {
        return ask("GET", path, token, null);
    }

    /// Sends JSON.
    ///
    /// @param token the operator's
    /// @throws IOException if nobody answers
    public Answer post(String path, String token, String json) throws IOException {
        return ask("POST", path, token, json);
    }

    private Answer ask(String method, String path, @Nullable String token, @Nullable String json)
            throws IOException {
        var connection =
                (HttpURLConnection)
                        URI.create("http://" + host + ":" + port + path).toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(json == null ? READ_MILLIS : ORDER_MILLIS);
            connection.setUseCaches(false);
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            connection.setRequestMethod(method);
            if (json != null) {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            try (InputStream body =
                    status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(
                        status,
                        body == null
                                ? ""
                                : new String(body.readNBytes(LIMIT), StandardCharsets.UTF_8));
            }
        } finally {
            connection.disconnect();
        }
    }

    /// What came back.
    public record Answer(int status, String body) {
        public boolean ok() {
            return status == 200;
        }
    }
}
