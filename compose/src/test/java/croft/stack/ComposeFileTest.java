package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.docker.NamedSecrets;
import croft.stack.docker.NewFolder;
import croft.stack.docker.OperatorFolder;
import croft.stack.docker.Profile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The Compose files that `croft init` writes, as docker-compose 1.29 understands them: what the
/// containers may do, and who can talk to whom.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeFileTest {
    private static final Tool COMPOSE = new Tool("docker-compose", "docker-compose");

    @TempDir private static Path parent = Path.of("unset");

    private Map<?, ?> services = Map.of();
    private Map<?, ?> networks = Map.of();

    @BeforeAll
    void readByCompose() throws Exception {
        var folder = new OperatorFolder(parent.resolve("corner"));
        new NewFolder(folder, EnumSet.allOf(Profile.class), false, true, "1").write();
        new NamedSecrets(new TreeMap<>()).write(folder);
        Tool.Result config =
                COMPOSE.run(
                        Map.of("CROFT_VERSION", "1", "CROFT_SYNC_USER", "10001:10001"),
                        "--project-directory",
                        folder.path().toString(),
                        "--file",
                        folder.path().resolve("compose.yaml").toString(),
                        "--file",
                        folder.path().resolve("production.yaml").toString(),
                        "--file",
                        folder.path().resolve("compose.secrets.yaml").toString(),
                        "config");
        assertThat(config.exitCode()).as(config.output()).isZero();
        Object all = new Load(LoadSettings.builder().build()).loadFromString(config.output());
        services = map(all, "services");
        networks = map(all, "networks");
    }

    @Test
    void everyContainerIsLockedIn() {
        var softly = new SoftAssertions();
        services.forEach((name, service) -> {
            var of = (Map<?, ?>) service;
            softly.assertThat(of.get("user")).as(name + ": user").isEqualTo("10001:10001");
            softly.assertThat(of.get("read_only")).as(name + ": read_only").isEqualTo(true);
            softly.assertThat(of.get("cap_drop")).as(name + ": cap_drop").isEqualTo(List.of("ALL"));
            softly.assertThat(of.get("cap_add")).as(name + ": cap_add").isNull();
            softly.assertThat(of.get("privileged")).as(name + ": privileged").isNull();
            softly.assertThat(of.get("network_mode")).as(name + ": network_mode").isNull();
            softly.assertThat(of.get("pid")).as(name + ": pid").isNull();
            softly.assertThat(of.get("security_opt"))
                    .as(name + ": security_opt")
                    .isEqualTo(List.of("no-new-privileges:true"));
            softly.assertThat(String.valueOf(of.get("volumes")))
                    .as(name + ": volumes")
                    .doesNotContain("docker.sock", "/var/run", "/proc", "/sys");
            softly.assertThat(strings(of.get("tmpfs")))
                    .as(name + ": tmpfs")
                    .isNotEmpty()
                    .allMatch(line -> line.contains("noexec,nosuid,nodev"));
        });
        softly.assertAll();
    }

    @Test
    void everyContainerHasLimitsAndBoundedLogs() {
        var softly = new SoftAssertions();
        services.forEach((name, service) -> {
            var of = (Map<?, ?>) service;
            softly.assertThat(String.valueOf(of.get("mem_limit")))
                    .as(name + ": mem_limit")
                    .matches("\\d+m");
            softly.assertThat(of.get("pids_limit")).as(name + ": pids_limit").isEqualTo(256);
            softly.assertThat(of.get("logging"))
                    .as(name + ": logging")
                    .isEqualTo(
                            Map.of(
                                    "driver",
                                    "json-file",
                                    "options",
                                    Map.of("max-size", "10m", "max-file", "3")));
        });
        softly.assertAll();
    }

    @Test
    void whatRunsForLongHasAHealthCheckAndComesBack() {
        services.forEach((name, service) -> {
            var of = (Map<?, ?>) service;
            boolean once = name.equals("migrate");
            assertThat(of.containsKey("healthcheck")).as(name + ": healthcheck").isNotEqualTo(once);
            assertThat(of.get("restart"))
                    .as(name + ": restart")
                    .isEqualTo(once ? "on-failure" : "unless-stopped");
        });
    }

    /// Who has a network in common can talk; nobody else can.
    @Test
    void theNetworksAreThese() {
        SortedMap<String, SortedSet<String>> members = new TreeMap<>();
        services.forEach((name, service) -> {
            for (Object network : map(service, "networks").keySet()) {
                members.computeIfAbsent(String.valueOf(network), _ -> new TreeSet<>())
                        .add(String.valueOf(name));
            }
        });
        assertThat(members)
                .isEqualTo(
                        Map.of(
                                "public", Set.of("edge-proxy"),
                                "services",
                                        Set.of(
                                                "cert-manager",
                                                "chat-bridge",
                                                "db",
                                                "edge-proxy",
                                                "migrate",
                                                "static-site",
                                                "wiki-pkb"),
                                "authorities", Set.of("cert-manager"),
                                "database", Set.of("db"),
                                "wizards", Set.of("chat-bridge", "db", "edge-proxy", "wizards"),
                                "rust_melbourne",
                                        Set.of("chat-bridge", "db", "edge-proxy", "rust_melbourne"),
                                "sync", Set.of("syncthing"),
                                "app", Set.of("app", "edge-proxy")));
        assertThat(
                        networks.entrySet().stream()
                                .filter(entry ->
                                        entry.getValue() instanceof Map<?, ?> of
                                                && of.containsKey("internal"))
                                .map(entry -> String.valueOf(entry.getKey())))
                .as("networks that lead nowhere else")
                .containsExactlyInAnyOrder("services", "app");
    }

    @Test
    void theseSecretsAndNoOthersAreGivenToEach() {
        SortedMap<String, SortedSet<String>> given = new TreeMap<>();
        services.forEach((name, service) -> {
            for (Object secret : list(((Map<?, ?>) service).get("secrets"))) {
                given.computeIfAbsent(String.valueOf(name), _ -> new TreeSet<>())
                        .add(String.valueOf(((Map<?, ?>) secret).get("source")));
            }
        });
        assertThat(given.remove("migrate"))
                .allMatch(name -> name.startsWith("database-"))
                .hasSize(8);
        assertThat(given)
                .isEqualTo(
                        Map.of(
                                "db", Set.of("database-owner"),
                                "edge-proxy",
                                        Set.of("database-edge", "operator-token", "vault-key"),
                                "cert-manager",
                                        Set.of("database-certs", "operator-token", "vault-key"),
                                "static-site", Set.of("database-site", "operator-token"),
                                "wiki-pkb", Set.of("database-wiki", "operator-token"),
                                "chat-bridge",
                                        Set.of("database-chat", "operator-token", "vault-key"),
                                "wizards", Set.of("database-wizards"),
                                "rust_melbourne", Set.of("database-rust-melbourne")));
    }

    @Test
    void onlyTheEdgeAndSyncthingAreReachableFromOutside() {
        SortedMap<String, SortedSet<String>> open = new TreeMap<>();
        services.forEach((name, service) -> {
            for (Object port : list(((Map<?, ?>) service).get("ports"))) {
                if (!String.valueOf(port).startsWith("127.0.0.1:")) {
                    open.computeIfAbsent(String.valueOf(name), _ -> new TreeSet<>())
                            .add(
                                    port instanceof Map<?, ?> map
                                            ? map.get("published")
                                                    + "/"
                                                    + Objects.requireNonNullElse(
                                                            map.get("protocol"), "tcp")
                                            : String.valueOf(port));
                }
            }
        });
        assertThat(open)
                .isEqualTo(
                        Map.of(
                                "edge-proxy", Set.of("80/tcp", "443/tcp"),
                                "syncthing", Set.of("22000/tcp", "22000/udp", "21027/udp")));
    }

    private static Map<?, ?> map(@Nullable Object of, String key) {
        return of instanceof Map<?, ?> outer && outer.get(key) instanceof Map<?, ?> inner
                ? inner
                : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<String> strings(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
