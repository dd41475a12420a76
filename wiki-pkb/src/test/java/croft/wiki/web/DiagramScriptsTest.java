package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Diagrams in a real browser.
class DiagramScriptsTest {
    /// What pages with diagrams may do.
    private static final String POLICY =
            "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                    + " script-src 'self'; connect-src 'self'";

    private final DiagramScripts scripts = new DiagramScripts();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server = unstarted();
    private String policy = POLICY;
    private String diagrams = "";

    @BeforeEach
    void serve() {
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void drawsWhatThePageHasAndKeepsItsSource() throws Exception {
        diagrams = pre("graph TD\n  A[Write] --> B{Good?}\n  B -->|yes| C[Publish]");
        Document page = load();
        assertThat(page.select("div.mermaid.drawn svg")).hasSize(1);
        assertThat(page.select("div.drawn svg").attr("aria-label")).isEqualTo("Diagram: flowchart");
        assertThat(page.select("div.drawn").text()).contains("Write", "Good?", "yes", "Publish");
        assertThat(page.select("pre.mermaid[hidden]").text()).contains("B{Good?}");
    }

    @Test
    void drawsEveryKindOfDiagram() throws Exception {
        diagrams =
                Stream.of(
                                "sequenceDiagram\n  Alice->>Bob: Hello\n  Bob-->>Alice: Hi",
                                "classDiagram\n  Animal <|-- Duck\n  Animal : +int age",
                                "stateDiagram-v2\n  [*] --> Still\n  Still --> Moving",
                                "erDiagram\n  CUSTOMER ||--o{ ORDER : places",
                                "gantt\n  title Plan\n  section A\n  Task :a1, 2026-01-01, 30d",
                                "pie title Pets\n  \"Dogs\" : 386\n  \"Cats\" : 85",
                                "mindmap\n  root((idea))\n    branch\n    other",
                                "timeline\n  title History\n  2002 : LinkedIn\n  2004 : Facebook",
                                "gitGraph\n  commit\n  branch develop\n  commit",
                                "journey\n  title Day\n  section Work\n    Tea: 5: Me",
                                "quadrantChart\n  x-axis Low --> High\n  A: [0.3, 0.6]")
                        .map(DiagramScriptsTest::pre)
                        .collect(Collectors.joining());
        assertThat(load().select("div.drawn svg")).hasSize(11);
    }

    @Test
    void leavesTheSourceOfWhatCannotBeDrawn() throws Exception {
        diagrams = pre("graph TD\n  A --> B") + pre("graph TD\n  A --") + pre("nothing at all");
        Document page = load();
        assertThat(page.select("div.drawn svg")).hasSize(1);
        assertThat(page.select("pre.mermaid:not([hidden])")).hasSize(2);
        assertThat(page.text()).doesNotContain("Syntax error");
    }

    @Test
    void runsNothingThatADiagramSays() throws Exception {
        diagrams =
                pre(
                        """
                        %%{init: {"securityLevel": "loose", "htmlLabels": true}}%%
                        graph TD
                          A["<img src=x onerror=document.title='run'>"] --> B["<script>document.title='run'</script>"]
                          click A "javascript:document.title='run'"
                          click B call alert()
                        """);
        Document page = load();
        assertThat(page.title()).isEqualTo("diagrams");
        assertThat(page.select("div.drawn svg")).hasSize(1);
        assertThat(page.select("div.drawn [onerror], div.drawn script")).isEmpty();
        assertThat(page.select("div.drawn a").eachAttr("xlink:href"))
                .noneMatch(address -> address.startsWith("javascript:"));
    }

    @Test
    void isReadableWithoutScripts() throws Exception {
        String source = "graph TD\n  A[Write] --> B";
        diagrams = pre(source);
        policy = "default-src 'none'; script-src 'none'";
        Document page = load();
        assertThat(page.select("svg")).isEmpty();
        assertThat(page.select("pre.mermaid:not([hidden])").text()).isEqualTo(source);
        assertThat(asked).noneMatch(path -> path.contains("chunks"));
    }

    @Test
    void loadsNothingOfMermaidWhereThereIsNoDiagram() throws Exception {
        diagrams = "<p>none</p>";
        load();
        assertThat(asked).contains(scripts.address()).noneMatch(path -> path.contains("mermaid"));
    }

    @Test
    void hasNamesOfItsOwnPartsOnly() {
        String folder = folder();
        assertThat(scripts.find(scripts.address().substring("/-/".length()))).isPresent();
        assertThat(scripts.find(folder + "mermaid.esm.min.mjs")).isPresent();
        for (String name :
                new String[] {
                    "",
                    "diagrams.js",
                    folder,
                    folder + "LICENSE",
                    folder + "../../style/code.css",
                    folder + "chunks/mermaid.esm.min/",
                    folder + "chunks/mermaid.esm.min/../../LICENSE",
                    folder + "chunks/mermaid.esm.min/none.mjs",
                    "mermaid.0000000000000000/mermaid.esm.min.mjs",
                }) {
            assertThat(scripts.find(name)).as(name).isEmpty();
        }
    }

    private String folder() {
        String starter =
                new String(
                        scripts.find(scripts.address().substring("/-/".length())).orElseThrow(),
                        StandardCharsets.UTF_8);
        int start = starter.indexOf("/-/mermaid.") + "/-/".length();
        return starter.substring(start, starter.indexOf('/', start) + 1);
    }

    private Document load() throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return Jsoup.parse(Chromium.load(page));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        byte[] body;
        if (path.equals("/")) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            body =
                    ("<!DOCTYPE html><title>diagrams</title><script src=\""
                                    + scripts.address()
                                    + "\" defer></script>"
                                    + diagrams)
                            .getBytes(StandardCharsets.UTF_8);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "text/javascript; charset=utf-8");
            body =
                    path.startsWith("/-/")
                            ? scripts.find(path.substring("/-/".length())).orElse(new byte[0])
                            : new byte[0];
        }
        exchange.sendResponseHeaders(
                body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String pre(String source) {
        return "<pre class=\"mermaid\">"
                + source.replace("&", "&amp;").replace("<", "&lt;")
                + "</pre>";
    }

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
