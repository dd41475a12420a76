package croft.stack.launch;

import croft.stack.report.ProcessReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A service with its environment, as `docs/contracts/environment.md` describes it.
///
/// @param backends where services are found by others
record ServiceProgram(Order order, Service service, String databaseUrl, BackendPorts backends) {
    /// What a service gets of the launcher's own environment: no more than a program needs to run.
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "CROFT_WARM_UP");

    /// The edge finishes the requests it has; the others have little to finish, but each may write
    /// its class archive.
    private static final Duration EDGE_PATIENCE = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// At the end of a training the JVM links thousands of classes, on every core.
    private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(3);

    Program program() {
        boolean edge = service.role() == Service.Role.EDGE;
        return new Program(
                service.name(),
                Kind.SERVICE,
                this::prepare,
                "TERM",
                order.training() ? TRAINING_PATIENCE : edge ? EDGE_PATIENCE : PATIENCE);
    }

    private Program.Attempt prepare() throws IOException {
        int managementPort = backends.management(service.role());
        ClassArchive classes = classes();
        ProcessBuilder builder = Session.own(service.command(order.installation(), classes));
        builder.directory(order.folder().toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> !INHERITED.contains(name) && !name.startsWith("CROFT_SECRET_"));
        environment.putAll(environment(managementPort));
        ManagementPort management = new ManagementPort(managementPort);
        return new Program.Attempt(
                builder,
                _ -> healthy(management),
                OptionalInt.of(managementPort),
                // An archive of half a start would be kept for as long as the jars stay the same;
                // and one that is damaged may be why there was no more than half.
                () -> Files.deleteIfExists(classes.file()));
    }

    private ClassArchive classes() throws IOException {
        if (order.training()) {
            return new ClassArchive.InTraining(order.installation().newArchive(service.name()));
        }
        return ClassArchive.of(
                order.installation().archive(service.name()),
                service.classPath(),
                Permissions.folder(order.data().cache(), "rwxr-xr-x")
                        .resolve(service.name() + ".jsa"));
    }

    private Map<String, String> environment(int managementPort) throws IOException {
        DataFolder data = order.data();
        var environment = new LinkedHashMap<String, String>();
        environment.put("CROFT_DECLARATION", order.declaration().toString());
        environment.put("CROFT_SECRETS", data.secrets().toString());
        environment.put(
                "CROFT_STATE", Permissions.privateFolder(data.state(service.name())).toString());
        environment.put("CROFT_DATABASE_URL", databaseUrl);
        environment.put("CROFT_MANAGEMENT_ADDRESS", "127.0.0.1");
        environment.put("CROFT_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("CROFT_LOG", "text");
        // File names are UTF-8, whatever the operator's terminal speaks.
        environment.put("LC_ALL", "C.UTF-8");
        switch (service.role()) {
            case EDGE -> {
                environment.put("CROFT_LISTEN", order.listen().environment());
                environment.put("CROFT_HTTP_PORT", Integer.toString(order.listen().httpPort()));
                environment.put("CROFT_HTTPS_PORT", Integer.toString(order.listen().httpsPort()));
                environment.put("CROFT_STATIC_SITE", "127.0.0.1:" + backends.staticSite());
                environment.put("CROFT_WIKI", "127.0.0.1:" + backends.wiki());
                environment.put("CROFT_CHAT", "127.0.0.1:" + backends.chat());
            }
            case STATIC -> {
                environment.put("CROFT_LISTEN", "127.0.0.1");
                environment.put("CROFT_PORT", Integer.toString(backends.staticSite()));
                environment.put("CROFT_BLOBS", Permissions.privateFolder(data.blobs()).toString());
            }
            case WIKI -> {
                environment.put("CROFT_LISTEN", "127.0.0.1");
                environment.put("CROFT_PORT", Integer.toString(backends.wiki()));
                environment.put(
                        "CROFT_PUBLIC_HTTPS_PORT", Integer.toString(order.listen().httpsPort()));
            }
            case CHAT -> {
                environment.put("CROFT_LISTEN", "127.0.0.1");
                environment.put("CROFT_PORT", Integer.toString(backends.chat()));
                environment.put("CROFT_CONTROL_EDGE", control(Service.Role.EDGE));
                environment.put("CROFT_CONTROL_CERTS", control(Service.Role.CERTIFICATES));
                environment.put("CROFT_CONTROL_SITE", control(Service.Role.STATIC));
                environment.put("CROFT_CONTROL_WIKI", control(Service.Role.WIKI));
                environment.put(
                        "CROFT_PUBLIC_HTTPS_PORT", Integer.toString(order.listen().httpsPort()));
            }
            case CERTIFICATES -> {}
        }
        return environment;
    }

    private String control(Service.Role role) {
        return "http://127.0.0.1:" + backends.management(role);
    }

    private static boolean healthy(ManagementPort management) {
        try {
            return management.health().ok();
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    /// The reason that a service itself gives for not being ready.
    static Optional<String> unready(int managementPort) {
        try {
            ManagementPort.Answer answer = new ManagementPort(managementPort).health();
            return answer.ok()
                    ? Optional.empty()
                    : Optional.of("not ready: " + answer.body().strip());
        } catch (IOException e) {
            return Optional.of("does not answer on its management port");
        }
    }
}
