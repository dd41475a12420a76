package croft.stack.launch;

import croft.platform.declaration.Chats;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.EdgePolicy;
import croft.platform.declaration.Serving;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of Croft's services as a process: which program, with how much memory.
///
/// @param role what the rest of the stack needs it for
public record Service(Role role, String mainClass, List<Path> classPath, List<String> jvmFlags) {
    /// The same for all: the collector with the least memory, an end instead of a crippled process
    /// when memory is short, and what compilers needed given back to the system every few seconds.
    private static final List<String> EVERY_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:TrimNativeHeapInterval=5000",
                    // what cannot be archived is loaded in the usual way, and nobody's business
                    "-Xlog:cds=error",
                    "-Xlog:aot=error",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /// C1 alone: 40 MB less, and no slower for work of this size.
    private static final List<String> SMALL =
            List.of(
                    "-Xms12m",
                    "-Xmx64m",
                    "-Xmn4m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-Xss256k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m");

    /// As small, with room for the names, links and headings of ten thousand pages, and for one
    /// that is being rendered.
    private static final List<String> READING =
            List.of(
                    "-Xms16m",
                    "-Xmx160m",
                    "-Xmn8m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-Xss512k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-Djava.awt.headless=true");

    /// As small, with room for the messages that a sweep brings after an outage: 200 of 64 KiB at a
    /// time from each of a few chats.
    private static final List<String> TALKING =
            List.of(
                    "-Xms12m",
                    "-Xmx112m",
                    "-Xmn6m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-Xss512k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m");

    /// Both compilers: every byte of traffic goes through the edge. The heap has room for what
    /// 100,000 stored answers need of it; new objects die young, in little space. Compiled code may
    /// fill half of its room before the collector looks for what is in use of it, which stops
    /// everything: code of the first seconds is replaced faster than it would be worth that.
    private static final List<String> FAST =
            List.of(
                    "-Xms32m",
                    "-Xmx192m",
                    "-Xmn10m",
                    "-Xss512k",
                    "-XX:ReservedCodeCacheSize=64m",
                    "-XX:SweeperThreshold=50");

    /// Outside the heap, for what is on its way through the edge.
    private static final long BUFFERS = 128L << 20;

    private static final long SMALL_BUFFERS = 48L << 20;

    public Service {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /// The services of an installation, in the order of the table on the terminal.
    ///
    /// @param declaration says how much memory the edge has, and what of the rest there is work for
    public static List<Service> of(Installation installation, Declaration declaration)
            throws CannotStart {
        List<Service> services = new ArrayList<>();
        services.add(
                of(
                        installation,
                        Role.EDGE,
                        "edge-proxy",
                        "croft.edge.EdgeProxy",
                        flags(declaration.edge())));
        services.add(
                of(
                        installation,
                        Role.CERTIFICATES,
                        "cert-manager",
                        "croft.certs.CertManager",
                        SMALL));
        services.add(of(installation, Role.STATIC, "static-site", "croft.site.StaticSite", SMALL));
        if (declaration.sites().stream().anyMatch(site -> site.serving() instanceof Serving.Wiki)) {
            services.add(of(installation, Role.WIKI, "wiki-pkb", "croft.wiki.WikiPkb", READING));
        }
        if (!declaration.chats().equals(Chats.NONE)) {
            services.add(
                    of(installation, Role.CHAT, "chat-bridge", "croft.chat.ChatBridge", TALKING));
        }
        return List.copyOf(services);
    }

    /// The edge's flags: the store lies outside the heap, and the JVM must allow it that much.
    static List<String> flags(EdgePolicy edge) {
        return switch (edge.profile()) {
            case DEFAULT -> with(FAST, BUFFERS + edge.cacheMemory().bytes());
            case SMALL -> with(SMALL, SMALL_BUFFERS + edge.cacheMemory().bytes());
        };
    }

    private static List<String> with(List<String> flags, long direct) {
        return Stream.concat(flags.stream(), Stream.of("-XX:MaxDirectMemorySize=" + direct))
                .toList();
    }

    private static Service of(
            Installation installation,
            Role role,
            String module,
            String mainClass,
            List<String> flags)
            throws CannotStart {
        return new Service(role, mainClass, installation.classPath(module), flags);
    }

    String name() {
        return role.service();
    }

    /// The command line.
    ///
    /// @param classes where the JVM finds, or leaves, its classes as it loaded and checked them
    List<String> command(Installation installation, ClassArchive classes) {
        var command = new ArrayList<String>();
        command.add(installation.javaCommand());
        command.addAll(EVERY_JVM);
        if (classPath.stream().noneMatch(Files::isDirectory)) {
            // from class folders the JVM writes none, and ends with an error of its own instead
            command.addAll(classes.flags());
        }
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        return command;
    }

    /// What a service is to the stack.
    public enum Role {
        EDGE("edge-proxy"),
        CERTIFICATES("cert-manager"),
        STATIC("static-site"),
        WIKI("wiki-pkb"),
        CHAT("chat-bridge");

        private final String service;

        Role(String service) {
            this.service = service;
        }

        public String service() {
            return service;
        }
    }
}
