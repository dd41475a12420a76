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
        Path file =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("croft/acme-tools")
                        .resolve(path);
        if (!Files.isExecutable(file)) {
            throw new AssertionError(
                    file + " is not there (fetch it, without any right: .ci/acme-tools)");
        }
        return file;
    }
}
