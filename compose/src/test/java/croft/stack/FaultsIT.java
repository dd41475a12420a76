package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.launch.Service;
import croft.stack.report.ProcessReport.State;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/// One process after the other is killed as `kill -9` does, while visitors go on asking: the others
/// go on answering, the killed one comes back, and nothing is lost.
@Timeout(240)
class FaultsIT {
    private static final String WWW = "www.croft.localhost";
    private static final String NOTES = "notes.croft.localhost";
    private static final String APP = "app.croft.localhost";

    private static LiveStack stack;
    private static Map<String, String> serials = Map.of();

    private SteadyClient www;
    private SteadyClient app;
    private String test = "";

    @BeforeAll
    static void start() throws Exception {
        stack = LiveStack.sample();
        serials = stack.serials();
        assertThat(serials).containsOnlyKeys(WWW, NOTES, APP).doesNotContainValue("none");
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @BeforeEach
    void begin(TestInfo info) throws IOException {
        test = info.getDisplayName();
        www = SteadyClient.of(stack, WWW);
        app = SteadyClient.of(stack, APP);
        www.awaitSuccess();
        app.awaitSuccess();
    }

    @AfterEach
    void nothingIsLost() throws Exception {
        www.awaitSuccess();
        app.awaitSuccess();
        www.end();
        app.end();
        System.out.println(test + "\n  " + www + "\n  " + app);
        stack.awaitThat(
                "every process is up",
                () ->
                        stack.croft().report().processes().stream()
                                .allMatch(process -> process.state() == State.UP));
        assertThat(stack.serials()).isEqualTo(serials);
        assertThat(presented()).isEqualTo(serials);
        assertThat(held()).containsExactlyInAnyOrderElementsOf(serials.values());
    }

    @Test
    void withoutStaticSiteWhatWasReadBeforeIsStillServed() throws Exception {
        stack.croft().killAndAwait("static-site");

        assertNobodyNoticed();
    }

    @Test
    void withoutItsBackendASiteSaysSoWhereNothingIsStored() throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, "www.croft.localhost", "http/1.1")) {
            stack.croft().kill("static-site");
            RawPeer.Answer failure =
                    peer.send("GET /never-read HTTP/1.1\r\nHost: www.croft.localhost\r\n\r\n")
                            .readAnswer();
            assertThat(failure.status()).isIn(502, 503, 504);
            assertThat(failure.fields()).containsKeys("x-request-id", "proxy-status");
            assertThat(failure.body()).contains(failure.fields().get("x-request-id"));
        }
    }

    @Test
    void withoutAnApplicationItsOwnVisitorsAloneNotice() throws Exception {
        stack.croft().killAndAwait("guestbook");
        app.awaitSuccess();

        assertThat(www.outcomes()).containsOnlyKeys("200");
        assertThat(www.connections()).isEqualTo(1);
        assertThat(app.connections()).isEqualTo(1);
        assertThat(app.outcomes().keySet()).isSubsetOf("200", "502", "503");
    }

    @Test
    void withoutCertManagerNoVisitorNotices() throws Exception {
        stack.croft().killAndAwait("cert-manager");

        assertNobodyNoticed();
    }

    @Test
    void withoutPostgresNoVisitorNotices() throws Exception {
        stack.croft().killAndAwait("postgres");

        assertNobodyNoticed();
        // What comes after it is served as well: everybody has found the database again.
        Path declaration = stack.folder().resolve("croft.yml");
        String before = Files.readString(declaration);
        Files.writeString(declaration, before + "  - host: late.localhost\n    static: ./www\n");
        try (HttpClient client = stack.client(HttpClient.Version.HTTP_2)) {
            stack.awaitThat(
                    "a new site gets a certificate",
                    () -> stack.get(client, stack.uri("late.localhost", "/")).statusCode() == 200);
        }
        Files.writeString(declaration, before);
        stack.awaitThat("it is removed", () -> held().size() == serials.size());
    }

    @Test
    void theEdgeIsBackBeforeVisitorsGiveUp() throws Exception {
        stack.croft().killAndAwait("edge-proxy");
        www.awaitSuccess();
        app.awaitSuccess();

        for (SteadyClient client : List.of(www, app)) {
            assertThat(client.connections()).isEqualTo(2);
            assertThat(client.outcomes()).containsOnlyKeys("200", "dropped");
        }
    }

    @Test
    void everybodyComesBackWhenAllAreKilledTogether() throws Exception {
        List<Long> before = new ArrayList<>();
        for (ProcessHandle process : stack.croft().processes()) {
            before.add(process.pid());
            process.destroyForcibly();
        }
        stack.croft()
                .await(report ->
                        report.processes().stream()
                                .allMatch(process ->
                                        process.state() == State.UP
                                                && !before.contains(process.pid().orElse(0L))));
    }

    @Test
    void anEdgeThatStartsWhileTheDatabaseHangsServesFromItsCopy() throws Exception {
        List<ProcessHandle> frozen = new ArrayList<>();
        long postgres = stack.croft().pid("postgres");
        frozen.add(ProcessHandle.of(postgres).orElseThrow());
        ProcessHandle.of(postgres).orElseThrow().descendants().forEach(frozen::add);
        frozen.add(ProcessHandle.of(stack.croft().pid("cert-manager")).orElseThrow());
        signal("STOP", frozen);
        try {
            ProcessHandle.of(stack.croft().pid("edge-proxy")).orElseThrow().destroyForcibly();
            stack.awaitThat("visitors come back", () -> www.connections() > 1);
            www.awaitSuccess();
            app.awaitSuccess();
            assertThat(presented()).isEqualTo(serials);
        } finally {
            signal("CONT", frozen);
        }
    }

    @Test
    void anEdgeThatFindsNoDatabaseAtAllServesFromItsCopy() throws Exception {
        int httpsPort = RunningCroft.freePort();
        Path state = Files.createTempDirectory("croft edge");
        Path copy = stack.folder().resolve(".croft/state/edge-proxy");
        Files.copy(copy.resolve("certificates"), state.resolve("certificates"));
        Path log = Files.createTempFile("croft-edge", ".log");
        Process edge = edge(state, httpsPort).redirectOutput(log.toFile()).start();
        try {
            for (String host : List.of(WWW, APP)) {
                stack.awaitThat(
                        host + " is served by " + Files.readString(log),
                        () -> {
                            try (RawPeer peer = RawPeer.tls(stack, httpsPort, host)) {
                                assertThat(peer.certificate().getSerialNumber().toString(16))
                                        .isEqualTo(serials.get(host));
                                return peer.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                                .readAnswer()
                                                .status()
                                        // there is no static-site that this edge knows
                                        == (host.equals(WWW) ? 502 : 200);
                            }
                        });
            }
            edge.destroy();
            assertThat(edge.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(log)).doesNotContain("\tat ");
        } finally {
            edge.destroyForcibly().waitFor();
            Files.delete(log);
            Folders.delete(state);
        }
    }

    private void assertNobodyNoticed() {
        for (SteadyClient client : List.of(www, app)) {
            assertThat(client.outcomes()).containsOnlyKeys("200");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /// An edge beside the running one, whose database and static-site are nowhere.
    private static ProcessBuilder edge(Path state, int httpsPort) throws Exception {
        return LoneService.of(
                Service.Role.EDGE,
                stack.folder(),
                state,
                Map.of(
                        "CROFT_DATABASE_URL",
                        "jdbc:postgresql://127.0.0.1:" + RunningCroft.freePort() + "/postgres",
                        "CROFT_LISTEN",
                        "127.0.0.1",
                        "CROFT_HTTP_PORT",
                        Integer.toString(RunningCroft.freePort()),
                        "CROFT_HTTPS_PORT",
                        Integer.toString(httpsPort),
                        "CROFT_STATIC_SITE",
                        "127.0.0.1:" + RunningCroft.freePort(),
                        "CROFT_WIKI",
                        "127.0.0.1:" + RunningCroft.freePort()));
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        var command = new ArrayList<String>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    /// Serials as a client sees them.
    private static Map<String, String> presented() throws IOException {
        var presented = new TreeMap<String, String>();
        for (String host : serials.keySet()) {
            try (RawPeer peer = RawPeer.tls(stack, host)) {
                presented.put(host, peer.certificate().getSerialNumber().toString(16));
            }
        }
        return presented;
    }

    /// Serials as the database has them.
    private static List<String> held() throws Exception {
        return stack.status("cert-manager").get("detail").get("certificates").elements().stream()
                .map(certificate -> certificate.get("serial").text("none"))
                .toList();
    }
}
