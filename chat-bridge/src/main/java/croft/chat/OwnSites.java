package croft.chat;

import croft.chat.incident.PublicPages;
import croft.chat.incident.SeenPages;
import croft.chat.unfurl.Stranger;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Variables;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The sites of croft.yml, as somebody sees them who is nobody.
@Singleton
final class OwnSites {
    private static final int USUAL_PORT = 443;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final int port;
    private final LiveDeclaration declaration;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(LONGEST_CONNECT)
                    .build();
    private final Stranger stranger = new Stranger(http, this::isOurs, LONGEST);

    OwnSites(LiveDeclaration declaration, Variables variables) {
        this.declaration = declaration;
        port = variables.port("CROFT_PUBLIC_HTTPS_PORT", USUAL_PORT);
    }

    Stranger stranger() {
        return stranger;
    }

    PublicPages pages() {
        return new SeenPages(stranger, this::address);
    }

    /// Where wikis are read.
    List<URI> wikis() {
        return declaration.current().sites().stream()
                .filter(site -> site.serving() instanceof Serving.Wiki)
                .map(site -> address(site.host().value()))
                .toList();
    }

    /// The front page of a host.
    URI address(String host) {
        return URI.create("https://" + host + (port == USUAL_PORT ? "" : ":" + port) + "/");
    }

    private boolean isOurs(String host) {
        Declaration now = declaration.current();
        Set<String> exact =
                now.sites().stream()
                        .map(Site::host)
                        .filter(name -> !name.isWildcard())
                        .map(HostName::value)
                        .collect(Collectors.toSet());
        return exact.contains(host)
                || now.sites().stream()
                        .flatMap(site -> site.aliases().stream())
                        .anyMatch(alias -> alias.value().equals(host));
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
