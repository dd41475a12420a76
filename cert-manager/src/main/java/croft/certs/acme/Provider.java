package croft.certs.acme;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/// How one conversation's acme4j session gets at the network: by our client, which knows whom to
/// trust, and with a directory that is read already.
final class Provider extends AbstractAcmeProvider {
    /// RFC 8555 §6.1 asks for one. Authorities look at it when a client harms them.
    private static final String AGENT = "Croft (cert-manager; acme4j)";

    private final Conversation conversation;
    private final Directory directory;
    private final HttpClient client;

    Provider(Conversation conversation, Directory directory, HttpClient client) {
        this.conversation = conversation;
        this.directory = directory;
        this.client = client;
    }

    @Override
    public boolean accepts(URI server) {
        return server.equals(directory.url());
    }

    @Override
    public URL resolve(URI server) {
        return Urls.of(server);
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
        return client;
    }

    @Override
    public Connection connect(URI server, NetworkSettings settings, HttpClient http) {
        return new Wire(
                new HttpConnector(settings, http) {
                    @Override
                    public HttpRequest.Builder createRequestBuilder(URL url) {
                        return super.createRequestBuilder(url).setHeader("User-Agent", AGENT);
                    }
                },
                conversation);
    }

    @Override
    public @Nullable JSON directory(Session session, URI server) {
        return session.hasDirectory() ? null : directory.json();
    }
}
