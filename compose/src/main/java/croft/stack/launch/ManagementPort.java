package croft.stack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A service's management port on loopback, asked with the JDK's oldest client, which starts no
/// threads.
public record ManagementPort(int port) {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 5_000;

    /// A status of a few hundred sites; more is not a status.
    private static final int LIMIT = 16_000_000;

    /// Asks whether the service can do its work.
    ///
    /// @throws IOException if nobody answers
    public Answer health() throws IOException {
        return get("/health", null);
    }

    /// Asks what the service does.
    ///
    /// @param token the operator's
    /// @throws IOException if nobody answers
    public Answer status(String token) throws IOException {
        return get("/status", token);
    }

    private Answer get(String path, @Nullable String token) throws IOException {
        var connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setUseCaches(false);
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
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
