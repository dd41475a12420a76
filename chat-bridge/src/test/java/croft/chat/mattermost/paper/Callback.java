package croft.chat.mattermost.paper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// Asks programs elsewhere, as the server does for slash commands, buttons and dialogs: not on this
/// machine or in its network, unless that is allowed, and not for long.
final class Callback implements AutoCloseable {
    private final Settings settings;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Callback(Settings settings) {
        this.settings = settings;
    }

    /// @throws IOException if it cannot be asked, or does not answer in time
    HttpResponse<String> ask(HttpRequest.Builder request, URI uri)
            throws IOException, InterruptedException {
        allow(uri.getHost());
        return client.send(
                request.uri(uri)
                        .timeout(
                                Duration.ofSeconds(
                                        settings.number(
                                                "ServiceSettings.OutgoingIntegrationRequestsTimeout")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void allow(String host) throws IOException {
        List<String> allowed =
                List.of(
                        settings.text("ServiceSettings.AllowedUntrustedInternalConnections")
                                .split("[ ,]+", -1));
        InetAddress address = InetAddress.getByName(host);
        boolean internal =
                address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress();
        if (internal && !allowed.contains(host) && !allowed.contains(address.getHostAddress())) {
            throw new IOException(
                    "address forbidden, you may need to set "
                            + "AllowedUntrustedInternalConnections to allow an integration access to your "
                            + "internal network");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
