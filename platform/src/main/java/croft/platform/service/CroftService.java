package croft.platform.service;

import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a service is started. Its `main` is one line:
///
///     CroftService.named("cert-manager", CertManager.class).withDatabase("certs").run();
///
/// Micronaut's HTTP server has the management port and nothing else; what a service listens on for
/// traffic it opens itself, in a bean that is `@Context`. A start goes: variables, beans that are
/// `@Context` (the declaration first of those that need it), management port. So a service that
/// answers `/health` has everything open.
public final class CroftService {
    private static final Logger LOG = LoggerFactory.getLogger(CroftService.class);

    private final String name;
    private final Class<?> main;
    private final Optional<String> databaseRole;

    private CroftService(String name, Class<?> main, Optional<String> databaseRole) {
        this.name = name;
        this.main = main;
        this.databaseRole = databaseRole;
    }

    /// A service without a database.
    ///
    /// @param name as in the contracts, such as `static-site`
    /// @param main a class of its jar, which holds its version
    public static CroftService named(String name, Class<?> main) {
        return new CroftService(name, main, Optional.empty());
    }

    /// The same with a `DataSource` bean for `CROFT_DATABASE_URL`. The service starts also while
    /// the database is away.
    ///
    /// @param role to log in as; its password is the secret `database-ROLE`
    public CroftService withDatabase(String role) {
        return new CroftService(name, main, Optional.of(role));
    }

    /// Starts the service in this process and returns when it is ready. It ends by SIGTERM, with
    /// exit code 0. What keeps it from starting goes to standard error, and the process ends with
    /// code 78 if only a change of the configuration helps, else 1.
    public void run() {
        Exit exit = new Exit();
        Runtime.getRuntime().addShutdownHook(new Thread(exit::run, "shutdown"));
        try {
            RunningService service = start(System.getenv());
            exit.service = service;
            Instant now = InstantSource.system().instant();
            LOG.info(
                    "{} is ready after {} ms; management at {}",
                    name,
                    Duration.between(processStart(), now).toMillis(),
                    service.management());
        } catch (RuntimeException | Error e) {
            CannotStart reason = reason(e);
            reason.lines().forEach(line -> System.err.println(name + ": " + line));
            exit.code = reason.exitCode();
            System.exit(reason.exitCode());
        }
    }

    /// Starts the service with an environment of the caller's, for tests. Nothing of the process is
    /// changed.
    ///
    /// @throws CannotStart or another exception that has it as a cause
    public RunningService start(Map<String, String> environmentVariables) {
        Variables variables = Variables.of(environmentVariables);
        ServiceEnvironment environment = ServiceEnvironment.of(variables);
        ApplicationContext context =
                ApplicationContext.builder()
                        .mainClass(main)
                        .banner(false)
                        .deduceEnvironment(false)
                        .deduceCloudEnvironment(false)
                        .bootstrapEnvironment(false)
                        .environmentPropertySource(false)
                        .properties(settings(environment, variables))
                        .singletons(
                                variables,
                                environment,
                                new ServiceIdentity(name, version(), processStart()))
                        .build();
        try {
            context.start();
            return new RunningService(context, openManagement(context, environment));
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    private static URI openManagement(ApplicationContext context, ServiceEnvironment environment) {
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        try {
            server.start();
        } catch (RuntimeException e) {
            throw causes(e)
                    .filter(BindException.class::isInstance)
                    .findFirst()
                    .map(cause ->
                            (RuntimeException)
                                    CannotStart.listening(
                                            "CROFT_MANAGEMENT_PORT",
                                            new InetSocketAddress(
                                                    environment.managementAddress(),
                                                    environment.managementPort()),
                                            cause))
                    .orElse(e);
        }
        String host = environment.managementAddress().getHostAddress();
        return URI.create(
                "http://"
                        + (host.contains(":") ? "[" + host + "]" : host)
                        + ":"
                        + server.getPort());
    }

    private Map<String, Object> settings(ServiceEnvironment environment, Variables variables) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("micronaut.application.name", name);
        settings.put("micronaut.server.host", environment.managementAddress().getHostAddress());
        settings.put(
                "micronaut.server.port",
                environment.managementPort() == 0 ? -1 : environment.managementPort());
        settings.put("micronaut.netty.event-loops.default.num-threads", 1);
        settings.put("micronaut.netty.event-loops.parent.num-threads", 1);
        // The contracts promise keys, also those of empty lists.
        settings.put("micronaut.serde.serialization.inclusion", "ALWAYS");
        // Nobody sends more than a line here.
        settings.put("micronaut.server.max-request-size", "64KB");
        settings.put("micronaut.server.idle-timeout", "30s");
        databaseRole.ifPresent(role -> settings.putAll(database(role, environment, variables)));
        return settings;
    }

    private Map<String, Object> database(
            String role, ServiceEnvironment environment, Variables variables) {
        Secrets secrets = Secrets.of(environment.secrets(), variables.all());
        String source = "datasources.default.";
        return Map.of(
                source + "url",
                variables.text("CROFT_DATABASE_URL"),
                source + "username",
                role,
                source + "password",
                secrets.read(new SecretName("database-" + role)),
                source + "driver-class-name",
                "org.postgresql.Driver",
                source + "dialect",
                "POSTGRES",
                source + "schema-generate",
                "NONE",
                // Starts without the database, and connects when somebody asks.
                source + "initialization-fail-timeout",
                -1,
                source + "minimum-idle",
                0,
                // One person's server: more connections would only cost PostgreSQL memory.
                source + "maximum-pool-size",
                4,
                // While a server refuses, the pool asks ever less often, up to every 5 s; whoever
                // waits for it begins anew instead. A server that is there answers in milliseconds.
                source + "connection-timeout",
                1500);
    }

    private String version() {
        try (InputStream in =
                main.getResourceAsStream("/META-INF/maven/croft/" + name + "/pom.properties")) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                return properties.getProperty("version", "development");
            }
        } catch (IOException e) {
            LOG.warn("the version cannot be read: {}", e.toString());
        }
        return "development";
    }

    /// From the JVM, as the kernel's own figure may be a second off.
    private static Instant processStart() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /// What to tell the operator. A failure that nobody foresaw is logged with its trace.
    private static CannotStart reason(Throwable failure) {
        List<Throwable> causes = causes(failure).toList();
        for (Throwable cause : causes) {
            switch (cause) {
                case CannotStart known -> {
                    return known;
                }
                case UnusableSecret secret -> {
                    return CannotStart.misconfigured(String.valueOf(secret.getMessage()));
                }
                default -> {}
            }
        }
        LOG.error("cannot start", failure);
        return CannotStart.unforeseen(causes.getLast());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
    }

    /// The end of the process, on the thread of the shutdown hook. The JVM would answer SIGTERM
    /// with 143; a service that was asked to stop and did is a success.
    private static final class Exit {
        private volatile @Nullable RunningService service;
        private volatile int code;

        private void run() {
            RunningService started = service;
            if (started != null) {
                started.close();
            }
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }
}
