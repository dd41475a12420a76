package croft.stack.bench;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Programs of the machine, and the Debian packages they come from.
final class Programs {
    /// Where servers are, which an ordinary user's PATH lacks.
    private static final List<Path> MORE = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

    private static final Map<String, String> PACKAGES =
            Map.ofEntries(
                    Map.entry("hitch", "hitch"),
                    Map.entry("varnishd", "varnish"),
                    Map.entry("varnishncsa", "varnish"),
                    Map.entry("nginx", "nginx"),
                    Map.entry("haproxy", "haproxy"),
                    Map.entry("caddy", "caddy"),
                    Map.entry("wrk", "wrk"),
                    Map.entry("h2load", "nghttp2-client"),
                    Map.entry("taskset", "util-linux"),
                    Map.entry("setsid", "util-linux"));

    private final List<Path> folders;

    /// Those on a path, and where servers are.
    ///
    /// @param path as the variable `PATH`
    Programs(String path) {
        folders =
                Stream.concat(
                                Arrays.stream(path.split(File.pathSeparator))
                                        .filter(folder -> folder.startsWith("/"))
                                        .map(Path::of),
                                MORE.stream())
                        .toList();
    }

    /// Checks that all are there, so that what is missing is said at once and not one by one.
    ///
    /// @throws CannotStart naming the packages
    void require(Collection<String> names) throws CannotStart {
        var missing = new TreeSet<String>();
        var packages = new TreeSet<String>();
        for (String name : names) {
            if (find(name).isEmpty()) {
                missing.add(name);
                packages.add(PACKAGES.getOrDefault(name, name));
            }
        }
        if (!missing.isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "not installed: "
                            + String.join(", ", missing)
                            + " (remedy: apt-get install "
                            + String.join(" ", packages)
                            + "; Debian may start them as services, which the bench does not need:"
                            + " systemctl disable --now …)");
        }
    }

    /// The program's path.
    ///
    /// @throws CannotStart if it is not there
    String path(String name) throws CannotStart {
        require(List.of(name));
        return find(name).orElseThrow().toString();
    }

    private Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
