package croft.certs.acme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Programs that `.ci/acme-tools` has fetched: an authority to test with, and other clients to
/// compare with.
public final class AcmeTools {
    private AcmeTools() {}

    /// The authority for tests.
    public static Path pebble() {
        return find("pebble/usr/bin/pebble");
    }

    /// The DNS server that [#pebble] asks.
    public static Path pebbleNames() {
        return find("pebble/usr/bin/pebble-challtestsrv");
    }

    /// Another client.
    public static Path lego() {
        return find("lego/usr/bin/lego");
    }

    /// Another client, a shell script.
    public static Path acmeSh() {
        return find("acme.sh/usr/share/acme.sh/acme.sh");
    }

    private static Path find(String path) {
        Path file = cache().resolve("croft/acme-tools").resolve(path);
        if (!Files.isExecutable(file)) {
            throw new AssertionError(
                    file + " is not there (fetch it, without any right: .ci/acme-tools)");
        }
        return file;
    }

    /// As the script finds it.
    private static Path cache() {
        return variable("XDG_CACHE_HOME")
                .map(Path::of)
                .or(() -> variable("HOME").map(home -> Path.of(home, ".cache")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty());
    }
}
