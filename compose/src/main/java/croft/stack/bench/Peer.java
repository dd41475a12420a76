package croft.stack.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A server that the edge is compared with, with its access log or without.
public record Peer(Kind kind, boolean logging) {
    private static final String LOGGING = "-log";

    /// Without their logs, which is how they are fastest.
    public static final List<Peer> USUAL =
            Arrays.stream(Kind.values()).map(kind -> new Peer(kind, false)).toList();

    /// Every name that [#parse] knows.
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (boolean logging : new boolean[] {false, true}) {
            for (Kind kind : Kind.values()) {
                names.add(new Peer(kind, logging).name());
            }
        }
        return names;
    }

    /// Reads a name.
    public static Peer parse(String name) {
        for (Kind kind : Kind.values()) {
            for (boolean logging : new boolean[] {false, true}) {
                var peer = new Peer(kind, logging);
                if (peer.name().equals(name)) {
                    return peer;
                }
            }
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" is no peer (expected: " + String.join(", ", names()) + ")");
    }

    String name() {
        return kind.word + (logging ? LOGGING : "");
    }

    @Override
    public String toString() {
        return name();
    }

    /// Which programs a peer is made of.
    public enum Kind {
        /// TLS and cache are two programs.
        HITCH_AND_VARNISH("hv"),
        NGINX("nginx"),
        HAPROXY("haproxy"),
        CADDY("caddy");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        List<String> programs() {
            return this == HITCH_AND_VARNISH ? List.of("hitch", "varnishd") : List.of(word);
        }
    }
}
