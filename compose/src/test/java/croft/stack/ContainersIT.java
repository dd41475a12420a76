package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import croft.certs.dns.Knot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// The whole stack in its containers, from the building of the images to an upgrade, as its owner
/// and its visitors have it. What is not ours is the stand-in of the same contract
/// (`docs/guides/images.md`): the base is a glibc one, PostgreSQL is of binaries for embedding,
/// Syncthing is Debian's, Mattermost is the double that chat-bridge is tested with.
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {
    private static final String SITE = "www.example.test";
    private static final String DOCS = "docs.example.test";
    private static final String NOTES = "notes.example.test";
    private static final String GUESTS = "guests.example.test";
    private static final String WIZARDS = "wizards.example.test";
    private static final String SQUARE = "home/town-square";
    private static final String TOPIC = "home/off-topic";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// What takes part while others are killed and replaced.
    private static final List<String> VISITED = List.of(SITE, DOCS, NOTES);

    private static LiveContainers stack;
    private static String started = "";

    @BeforeAll
    static void start() throws Exception {
        DockerEngine.require();
        LiveContainers.done("images", "--base", "standin");
        stack = new LiveContainers();
        declare();
        LiveContainers.done(
                "init", stack.folder().toString(), "--profiles", LiveContainers.PROFILES);
        stack.write("pages/home.md", "# Home\n\nThe first text.\n");
        secrets();
        stack.takeFreePorts();
        long begun = System.nanoTime();
        started = LiveContainers.done("up", "--docker", stack.folder().toString());
        System.out.println(
                "croft up --docker, until everything is healthy: "
                        + seconds(begun)
                        + " s\n"
                        + started);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    private static void declare() throws IOException {
        stack.write("www/index.html", "<!doctype html><title>Home</title>the site");
        stack.write("site/index.html", "release 0");
        stack.write(
                "croft.yml",
                stack.certificates()
                        + """
                        sites:
                          - { host: %s, static: ./www }
                          - { host: %s, static: { releases: docs, keep: 5 } }
                          - { host: %s, wiki: ./pages }
                          - { host: %s, proxy: "http://app:3000" }
                          - { host: %s, chat: wizards }
                        chats:
                          wizards: { url: "http://wizards:8065", token: wizards-bot, admin: wizards-admin }
                          rust: { url: "http://rust-melbourne:8065", token: rust-bot, admin: rust-admin }
                        bridges:
                          - between: [wizards/home/town-square, rust/home/off-topic]
                        """
                                .formatted(SITE, DOCS, NOTES, GUESTS, WIZARDS));
    }

    /// What the owner types in, and what the stand-ins of the chat servers are told of it.
    private static void secrets() throws IOException {
        stack.write(".croft/secrets/tsig", Knot.SECRET);
        for (String server : List.of("wizards", "rust")) {
            stack.write(".croft/secrets/" + server + "-bot", token(server, "croft"));
            stack.write(".croft/secrets/" + server + "-admin", token(server, "admin"));
        }
        stack.write(
                "compose.chats.yaml",
                """
                services:
                  wizards:
                    environment: %s
                  rust_melbourne:
                    environment: %s
                """
                        .formatted(paper("wizards", "ada", SQUARE), paper("rust", "bob", TOPIC)));
        stack.set("COMPOSE_FILE", stack.setting("COMPOSE_FILE") + ":compose.chats.yaml");
    }

    private static String paper(String server, String person, String place) {
        return "{PAPER_ADMIN: \"%s\", PAPER_BOTS: \"croft=%s\", PAPER_PEOPLE: \"%s=%s\", PAPER_CHANNELS: \"%s\"}"
                .formatted(
                        token(server, "admin"),
                        token(server, "croft"),
                        person,
                        token(server, person),
                        place);
    }

    /// Twenty-six letters and digits, as Mattermost's are.
    private static String token(String server, String person) {
        return (server + person + "0".repeat(26)).substring(0, 26);
    }

    @Test
    @Order(1)
    void everythingIsHealthyAndItsOwnerIsToldWhere() throws Exception {
        for (String service : LiveContainers.SERVICES) {
            assertThat(stack.isHealthy(service)).as(service).isTrue();
        }
        assertThat(started).contains(SITE, DOCS, NOTES);
        String status = LiveContainers.done("status", stack.folder().toString());
        assertThat(status).contains(LiveContainers.SERVICES);
        System.out.println("PSS of the containers, MB:");
        stack.proportionalKilobytes()
                .forEach((service, size) ->
                        System.out.printf("  %-14s %4d%n", service, size / 1024));
        System.out.println(
                LiveContainers.run(
                                "images",
                                "--format",
                                "{{.Size}}\t{{.Repository}}:{{.Tag}}",
                                "croft/*")
                        .output());
    }

    @Test
    @Order(2)
    void nobodyIsRootNorWritesWhereTheyShouldNotNorHasMoreThanTheyNeed() throws Exception {
        for (String service : LiveContainers.SERVICES) {
            InspectContainerResponse container = stack.inspect(service);
            HostConfig host = container.getHostConfig();
            assertThat(stack.users(service)).as("users of " + service).containsExactly("10001");
            assertThat(stack.written(service)).as("written by " + service).isEmpty();
            assertThat(host.getReadonlyRootfs()).as("read-only: " + service).isTrue();
            assertThat(host.getCapDrop()).as(service).containsExactly(Capability.ALL);
            assertThat(host.getSecurityOpts()).as(service).contains("no-new-privileges:true");
            assertThat(host.getPrivileged()).as(service).isFalse();
            assertThat(host.getMemory()).as("memory of " + service).isPositive();
            assertThat(host.getPidsLimit()).as("processes of " + service).isPositive();
            assertThat(host.getLogConfig().getConfig()).containsKeys("max-size", "max-file");
            assertThat(Objects.requireNonNull(container.getMounts()).stream())
                    .as(service)
                    .noneMatch(mount -> String.valueOf(mount.getSource()).contains("docker.sock"));
            assertThat(stack.in(service, "sh", "-c", "echo no > /owned").exitCode())
                    .as(service)
                    .isNotZero();
        }
    }

    @Test
    @Order(3)
    void onlyTheEdgeIsThereForTheWorldAndEachTalksOnlyToWhomItMust() throws Exception {
        for (String service : LiveContainers.SERVICES) {
            List<String> published =
                    stack
                            .inspect(service)
                            .getNetworkSettings()
                            .getPorts()
                            .getBindings()
                            .entrySet()
                            .stream()
                            .filter(entry -> entry.getValue() != null)
                            .map(entry -> entry.getKey().toString())
                            .sorted()
                            .toList();
            assertThat(published)
                    .as(service)
                    .isEqualTo(
                            switch (service) {
                                case "edge-proxy" -> List.of("8080/tcp", "8443/tcp");
                                case "db" -> List.of("5432/tcp");
                                case "syncthing" -> List.of("8384/tcp");
                                default -> List.of();
                            });
        }
        assertReaches(true, "edge-proxy", "http://app:3000/");
        assertReaches(true, "chat-bridge", "http://rust-melbourne:8065/api/v4/system/ping");
        assertReaches(false, "wizards", "http://rust-melbourne:8065/api/v4/system/ping");
        assertReaches(false, "app", "http://static-site:9000/health");
        assertReaches(false, "syncthing", "http://static-site:9000/health");
        assertReaches(false, "wizards", "http://cert-manager:9000/health");
        assertThat(stack.in("app", "sh", "-c", "ls /run/secrets 2>/dev/null").output()).isBlank();
        assertThat(stack.in("static-site", "ls", "/run/secrets").output().lines())
                .containsExactlyInAnyOrder("database-site", "operator-token");
        assertThat(stack.in("edge-proxy", "ls", "/croft/.croft/secrets").exitCode()).isNotZero();
    }

    private static void assertReaches(boolean expected, String service, String url)
            throws Exception {
        Tool.Result asked = stack.in(service, "wget", "-q", "-O", "-", url);
        assertThat(asked.exitCode() == 0)
                .as("%s reaches %s: %s", service, url, asked.output())
                .isEqualTo(expected);
    }

    @Test
    @Order(4)
    void everySiteHasACertificateOfTheAuthority() throws Exception {
        try (HttpClient client = client()) {
            for (String host : List.of(SITE, NOTES, GUESTS)) {
                stack.await(
                        host + " is served over TLS",
                        () -> get(client, host, "/").statusCode() == 200);
            }
            assertThat(get(client, SITE, "/").body()).contains("the site");
            assertThat(get(client, NOTES, "/").body()).contains("The first text.");
            assertThat(get(client, WIZARDS, "/api/v4/system/ping").statusCode()).isEqualTo(200);
        }
        String certificates = LiveContainers.done("certs", "--folder", stack.folder().toString());
        assertThat(certificates).contains(SITE, "dns-01");
    }

    @Test
    @Order(5)
    void aDeployIsInItsReadersHandsWithinASecond() throws Exception {
        List<Long> millis = new ArrayList<>();
        try (HttpClient client = client()) {
            for (int release = 1; release <= 5; release++) {
                String text = "release " + release;
                stack.write("site/index.html", text);
                String deployed =
                        LiveContainers.done(
                                "deploy",
                                "docs",
                                stack.folder().resolve("site").toString(),
                                "--folder",
                                stack.folder().toString());
                long current = System.nanoTime();
                assertThat(deployed).contains("is current");
                while (!get(client, DOCS, "/").body().equals(text)) {
                    assertThat(Duration.ofNanos(System.nanoTime() - current))
                            .isLessThan(LiveStack.PATIENCE);
                }
                millis.add(Duration.ofNanos(System.nanoTime() - current).toMillis());
            }
        }
        System.out.println("from the end of croft deploy to its reader, ms: " + millis);
        assertThat(millis.stream().sorted().toList().get(2)).isLessThan(AT_ONCE.toMillis());
    }

    @Test
    @Order(6)
    void whatIsWrittenOnAnotherMachineIsPublished() throws Exception {
        int port = RunningCroft.freePort();
        try (HttpClient client = client();
                SyncthingPeer peer =
                        new SyncthingPeer(stack.gateway(), port, RunningCroft.freePort())) {
            peer.shareWith(
                    URI.create("http://" + stack.address("syncthing") + ":8384"),
                    stack.folder().resolve(".croft/syncthing/config.xml"),
                    "/var/syncthing/pages",
                    "tcp://" + stack.gateway() + ":" + port);
            peer.write("Plum cake.md", "# Plum cake\n\nWritten elsewhere.\n");
            stack.await(
                    "the page is there",
                    () -> get(client, NOTES, "/Plum%20cake").body().contains("Written elsewhere."));
        }
    }

    @Test
    @Order(7)
    void whatIsSaidOnOneServerIsSaidOnTheOther() throws Exception {
        Chatter ada = ada();
        Chatter bob = bob();
        ada.say("Hello **there**");
        stack.await("it is there", () -> bob.read().contains("Hello **there**"));
        bob.say("Hello yourself");
        stack.await("the answer is here", () -> ada.read().contains("Hello yourself"));
        assertThat(LiveContainers.done("chat", "status", "--folder", stack.folder().toString()))
                .contains("wizards", "rust");
    }

    private static Chatter ada() throws Exception {
        return chatter("wizards", token("wizards", "ada"), SQUARE);
    }

    private static Chatter bob() throws Exception {
        return chatter("rust_melbourne", token("rust", "bob"), TOPIC);
    }

    private static Chatter chatter(String service, String token, String place) throws Exception {
        return new Chatter(URI.create("http://" + stack.address(service) + ":8065"), token, place);
    }

    /// Several at a time, as they stand in no other's way; one at a time, which takes longer, where
    /// the figures are wanted: `-Dcroft.containers.each=true`.
    @Test
    @Order(8)
    void whateverIsKilledComesBackAndVisitorsHardlyNotice() throws Exception {
        Map<String, String> report = new LinkedHashMap<>();
        for (List<String> together : killedTogether()) {
            try (var visitors = new Visitors(VISITED)) {
                for (String service : together) {
                    stack.kill(service);
                }
                for (String service : together) {
                    stack.awaitHealthy(service);
                }
                visitors.awaitSuccess();
                String seen = visitors.end();
                report.put(String.join(", ", together), seen);
                if (!together.contains("edge-proxy")) {
                    assertThat(visitors.lost()).as("lost by " + together + ": " + seen).isZero();
                }
            }
        }
        System.out.println("requests lost by kill -9 of containers, and until they were healthy:");
        report.forEach((services, line) -> System.out.printf("  %-45s %s%n", services, line));
    }

    private static List<List<String>> killedTogether() {
        if (Boolean.getBoolean("croft.containers.each")) {
            return LiveContainers.SERVICES.stream().map(List::of).toList();
        }
        return List.of(
                List.of("static-site", "cert-manager", "wizards", "syncthing"),
                List.of("wiki-pkb", "rust_melbourne", "app"),
                List.of("chat-bridge", "db"),
                List.of("edge-proxy"));
    }

    @Test
    @Order(9)
    void aStoppedServiceIsSaidInOneLine() throws Exception {
        stack.stop("cert-manager");
        RunningCroft.Ended status = LiveContainers.croft("status", stack.folder().toString());
        assertThat(status.exitCode()).as(status.output()).isNotZero();
        assertThat(status.output().lines())
                .anyMatch(line -> line.contains("cert-manager") && line.contains("stopped"));
        try (HttpClient client = client()) {
            assertThat(get(client, SITE, "/").statusCode()).isEqualTo(200);
        }
        stack.start("cert-manager");
        stack.awaitHealthy("cert-manager");
    }

    @Test
    @Order(10)
    void anUpgradeReplacesOneAfterTheOther() throws Exception {
        String before = stack.setting("CROFT_VERSION");
        String next = "next-" + ProcessHandle.current().pid();
        for (String image :
                List.of(
                        "edge-proxy",
                        "cert-manager",
                        "static-site",
                        "wiki-pkb",
                        "chat-bridge",
                        "db-migrations")) {
            String tag = "croft/" + image + ":" + next;
            Tool.Result made = LiveContainers.run("tag", "croft/" + image + ":" + before, tag);
            assertThat(made.exitCode()).as(made.output()).isZero();
            stack.removeAtTheEnd(tag);
        }
        try (var visitors = new Visitors(VISITED)) {
            long begun = System.nanoTime();
            String output = LiveContainers.done("upgrade", stack.folder().toString(), "--to", next);
            visitors.awaitSuccess();
            System.out.println(
                    "croft upgrade: " + seconds(begun) + " s; " + visitors.end() + "\n" + output);
        }
        assertThat(stack.setting("CROFT_VERSION")).isEqualTo(next);
        for (String service :
                LiveContainers.SERVICES.stream().filter(s -> s.contains("-")).toList()) {
            stack.awaitHealthy(service);
            assertThat(stack.inspect(service).getConfig().getImage()).as(service).endsWith(next);
        }
        try (HttpClient client = client()) {
            assertThat(get(client, DOCS, "/").body()).isEqualTo("release 5");
        }
        Chatter bob = bob();
        ada().say("Still there?");
        stack.await("the bridge goes on", () -> bob.read().contains("Still there?"));
    }

    @Test
    @Order(11)
    void downEndsEverythingAndLosesNothing() throws Exception {
        LiveContainers.done("down", stack.folder().toString());
        assertThat(stack.containers().stream().filter(c -> "running".equals(c.getState())))
                .extracting(Container::getImage)
                .isEmpty();
        LiveContainers.done("up", "--docker", stack.folder().toString());
        try (HttpClient client = client()) {
            stack.await(
                    "the release is there",
                    () -> get(client, DOCS, "/").body().equals("release 5"));
            stack.await(
                    "the page is there",
                    () -> get(client, NOTES, "/Plum%20cake").body().contains("Written elsewhere."));
        }
    }

    /// One visitor of each site, for as long as something happens.
    private static final class Visitors implements AutoCloseable {
        private final List<SteadyClient> clients = new ArrayList<>();

        Visitors(List<String> hosts) throws Exception {
            for (String host : hosts) {
                clients.add(SteadyClient.of(stack.trusting(), stack.httpsPort(), host));
            }
            awaitSuccess();
        }

        void awaitSuccess() throws IOException {
            for (SteadyClient client : clients) {
                client.awaitSuccess();
            }
        }

        long lost() {
            return clients.stream().mapToLong(SteadyClient::lost).sum();
        }

        /// What they saw.
        String end() throws InterruptedException {
            for (SteadyClient client : clients) {
                client.end();
            }
            return "lost %d of %d, longest gap %d ms"
                    .formatted(
                            lost(),
                            clients.stream().mapToLong(SteadyClient::requests).sum(),
                            clients.stream()
                                    .mapToLong(client -> client.longestGap().toMillis())
                                    .max()
                                    .orElseThrow());
        }

        @Override
        public void close() {
            clients.forEach(SteadyClient::leave);
        }
    }

    private static HttpClient client() throws Exception {
        return HttpClient.newBuilder()
                .sslContext(stack.trusting())
                .connectTimeout(LiveStack.PATIENCE)
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, String host, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("https://" + host + ":" + stack.httpsPort() + path))
                        .timeout(LiveStack.PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String seconds(long begun) {
        return "%.1f".formatted((System.nanoTime() - begun) / 1e9);
    }
}
