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

/// One of Croft's services as a process: which program, with how much memory.
///
/// @param role what the rest of the stack needs it for
/// @param jvmFlags beyond those that all share; files of them, which its image has too, as `@FILE`
public record Service(Role role, String mainClass, List<Path> classPath, List<String> jvmFlags) {
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
                        edgeFlags(installation, declaration.edge())));
        services.add(
                of(
                        installation,
                        Role.CERTIFICATES,
                        "cert-manager",
                        "croft.certs.CertManager",
                        flags(installation, "cert-manager")));
        services.add(
                of(
                        installation,
                        Role.STATIC,
                        "static-site",
                        "croft.site.StaticSite",
                        flags(installation, "static-site")));
        if (declaration.sites().stream().anyMatch(site -> site.serving() instanceof Serving.Wiki)) {
            services.add(
                    of(
                            installation,
                            Role.WIKI,
                            "wiki-pkb",
                            "croft.wiki.WikiPkb",
                            flags(installation, "wiki-pkb")));
        }
        if (!declaration.chats().equals(Chats.NONE)) {
            services.add(
                    of(
                            installation,
                            Role.CHAT,
                            "chat-bridge",
                            "croft.chat.ChatBridge",
                            flags(installation, "chat-bridge")));
        }
        return List.copyOf(services);
    }

    /// The edge's flags: the store lies outside the heap, and the JVM must allow it that much.
    static List<String> edgeFlags(Installation installation, EdgePolicy edge) {
        return switch (edge.profile()) {
            case DEFAULT ->
                    edgeFlags(installation, "default", BUFFERS + edge.cacheMemory().bytes());
            case SMALL ->
                    edgeFlags(installation, "small", SMALL_BUFFERS + edge.cacheMemory().bytes());
        };
    }

    private static List<String> edgeFlags(
            Installation installation, String profile, long directMemory) {
        return List.of(
                "@" + installation.flags("edge-proxy", profile),
                "-XX:MaxDirectMemorySize=" + directMemory);
    }

    private static List<String> flags(Installation installation, String module) {
        return List.of("@" + installation.flags(module, "default"));
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
        command.add("@" + installation.flags("platform", "every"));
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
