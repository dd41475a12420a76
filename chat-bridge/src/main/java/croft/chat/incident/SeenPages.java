package croft.chat.incident;

import croft.chat.unfurl.Stranger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Pages that a stranger sees. The address of a page is its path without the ending.
public final class SeenPages implements PublicPages {
    private static final String ENDING = ".md";

    private final Stranger stranger;
    private final Function<String, URI> site;

    /// @param site the public address of a host, such as `https://notes.example.net/`
    public SeenPages(Stranger stranger, Function<String, URI> site) {
        this.stranger = stranger;
        this.site = site;
    }

    @Override
    public Optional<PublicPage> page(String host, String path) throws InterruptedException {
        if (!path.endsWith(ENDING)) {
            return Optional.empty();
        }
        String name = path.substring(0, path.length() - ENDING.length());
        String encoded =
                Arrays.stream(name.split("/", -1))
                        .map(part ->
                                URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                        .collect(Collectors.joining("/", "/", ""));
        return stranger.see(site.apply(host).resolve(encoded))
                .map(sight -> new PublicPage(sight.title(), sight.address()));
    }
}
