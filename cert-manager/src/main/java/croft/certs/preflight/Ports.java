package croft.certs.preflight;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The ports that authorities connect to.
///
/// @param http where they fetch a file; 80 for all public ones
/// @param https where they make a handshake; 443 for all public ones
public record Ports(int http, int https) {
    /// Those of all public authorities (RFC 8555 §8.3, RFC 8737 §3).
    public static final Ports PUBLIC = new Ports(80, 443);

    /// Authorities wait some ten seconds; whoever waits here is a person.
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /// Connects once; returns why that failed.
    static Optional<String> connect(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) TIMEOUT.toMillis());
            return Optional.empty();
        } catch (SocketTimeoutException _) {
            return Optional.of("no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (NoRouteToHostException _) {
            return Optional.of("there is no way to it");
        } catch (ConnectException _) {
            return Optional.of("nobody listens");
        } catch (IOException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }
}
