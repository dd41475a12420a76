package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.launch.GeneratedSecrets;
import croft.stack.launch.Hold;
import croft.stack.report.Exit;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What a folder's stack lacks to start in containers; each is looked for before anything is
/// started.
record Shortcomings(OperatorFolder folder, Engine engine, Blueprint blueprint) {
    /// Refuses a folder that somebody runs on already: a `croft up` without containers, or
    /// containers of another folder under the same name.
    void requireOurs(List<Container> containers) throws IOException, CannotStart {
        Optional<Hold.Holder> holder = Hold.holder(folder.data());
        if (holder.isPresent()) {
            throw new CannotStart(
                    Exit.BUSY,
                    folder.path()
                            + " is being run already by "
                            + holder.get()
                            + "; stop it with: croft down "
                            + folder.path());
        }
        Set<String> others = new TreeSet<>();
        for (Container container : containers) {
            if (!folder.made(container)) {
                others.add(container.workingFolder());
            }
        }
        if (!others.isEmpty()) {
            throw new CannotStart(
                    Exit.BUSY,
                    "containers of "
                            + String.join(", ", others)
                            + " have the name "
                            + folder.project()
                            + " already (expected: one folder for one name); put another"
                            + " COMPOSE_PROJECT_NAME into "
                            + folder.envFile());
        }
    }

    /// The services run as another user, and read the folder.
    void requireReadable() throws IOException, CannotStart {
        Path declaration = folder.path().resolve("croft.yml");
        if (!Files.getPosixFilePermissions(folder.path())
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    folder.path()
                            + " is closed to others, and the services run as another user"
                            + " (expected: a folder they can read; .croft in it stays closed);"
                            + " run: chmod 755 "
                            + folder.path());
        }
        if (!Files.getPosixFilePermissions(declaration).contains(PosixFilePermission.OTHERS_READ)) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    declaration
                            + " cannot be read by the services, which run as another user; run:"
                            + " chmod 644 "
                            + declaration);
        }
    }

    void requireSecrets() throws CannotStart {
        var wanted = new TreeSet<String>();
        blueprint.parts().values().forEach(part -> wanted.addAll(part.secrets()));
        var missing =
                wanted.stream()
                        .filter(name -> !Files.isRegularFile(folder.data().secrets().resolve(name)))
                        .toList();
        if (!missing.isEmpty()) {
            boolean generated =
                    GeneratedSecrets.names(NewFolder.TENANTS).stream().anyMatch(missing::contains);
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    (missing.size() == 1 ? "a secret is missing: " : "secrets are missing: ")
                            + String.join(", ", missing)
                            + " (expected: a file each in "
                            + folder.data().secrets()
                            + "); "
                            + (generated
                                    ? "restore them from a backup or, for a stack that has no data"
                                            + " yet, run: croft init "
                                            + folder.path()
                                    : "put them there"));
        }
    }

    /// Fetches what a registry may have; what nobody has is told.
    ///
    /// @param said is told what is being fetched
    void requireImages(Set<String> images, Consumer<String> said)
            throws IOException, InterruptedException, CannotStart {
        var missing = new ArrayList<String>();
        var reasons = new ArrayList<String>();
        for (String image : images) {
            if (engine.imageId(image).isPresent()) {
                continue;
            }
            if (!isRemote(image)) {
                missing.add(image);
                continue;
            }
            said.accept("fetching " + image);
            Run.Ended pulled = engine.transfer("pull", "--quiet", image);
            if (!pulled.ok()) {
                missing.add(image);
                reasons.add(pulled.lastWords().orElse("no answer"));
            }
        }
        if (!missing.isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    (missing.size() == 1 ? "an image is missing: " : "images are missing: ")
                            + String.join(", ", missing)
                            + (reasons.isEmpty()
                                    ? "; build them with: ./croft images"
                                    : " (" + reasons.getLast() + ")"));
        }
    }

    /// Ours are built, not fetched, unless they are in a registry.
    static boolean isRemote(String image) {
        int end = image.indexOf('/');
        String first = end < 0 ? "" : image.substring(0, end);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry || !first.equals("croft");
    }

    /// Refuses ports that somebody else has.
    ///
    /// @param containers those of this stack: a port that one of them has is ours
    void requirePorts(List<Container> containers) throws CannotStart {
        var ours = new HashSet<Integer>();
        containers.stream()
                .filter(container -> container.pid() != 0)
                .flatMap(container -> container.published().values().stream())
                .forEach(places -> places.forEach(place -> ours.add(place.port())));
        var taken = new ArrayList<String>();
        blueprint
                .parts()
                .forEach((service, part) -> {
                    for (Blueprint.Port port : part.ports()) {
                        if (!ours.contains(port.port()) && isTaken(port)) {
                            taken.add(port + " (for " + service + ")");
                        }
                    }
                });
        if (!taken.isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    (taken.size() == 1 ? "a port is in use: " : "ports are in use: ")
                            + String.join(", ", taken)
                            + " (expected: free); stop what listens there, or choose others in "
                            + folder.envFile());
        }
    }

    private static boolean isTaken(Blueprint.Port port) {
        try {
            var at =
                    port.address().isEmpty()
                            ? new InetSocketAddress(port.port())
                            : new InetSocketAddress(
                                    InetAddress.ofLiteral(port.address()), port.port());
            if (port.udp()) {
                try (var socket = new DatagramSocket(null)) {
                    socket.bind(at);
                }
            } else {
                try (var socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(at, 1);
                }
            }
            return false;
        } catch (IOException e) {
            // kept for root: Docker is, even where we are not
            return !String.valueOf(e.getMessage()).contains("Permission denied");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
