package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What we answer beside nginx and Caddy, on the same folder. Ours is fixed by the table in
/// `beside.txt`, which also explains where the three differ; with the property
/// `croft.reference.write` the page for people is written from what all three say.
@Timeout(180)
class BesideOthersTest {
    private static final Path PAGE = Path.of("../docs/static-site-answers.md");
    private static final String HEADS =
            """

            | request | static-site | nginx | Caddy | why |
            |---|---|---|---|---|
            """;

    private static final Pattern TYPE = Pattern.compile("[^;]*");

    @TempDir Path home;
    private final List<Process> running = new ArrayList<>();
    private ServedFolder site;
    private InetSocketAddress nginx;
    private InetSocketAddress caddy;

    @BeforeEach
    void startAll() throws Exception {
        site = new ServedFolder(Files.createDirectories(home.resolve("site")));
        site.write("index.html", "top");
        site.write("about.html", "about");
        site.write("docs/index.html", "docs");
        site.write("404.html", "missing");
        site.write("docs/404.html", "missing in docs");
        site.write("files/one.txt", "one");
        site.write("a b.txt", "space");
        site.write("c+d.txt", "plus");
        site.write("ü.txt", "umlaut");
        site.write("empty.txt", "");
        site.write("data.bin", "0123456789".repeat(100));
        site.write("style.css", "body {}");
        site.write("style.css.gz", gzip("body {}"));
        site.write("style.css.br", "(as br)");
        site.write(".git/config", "secret");
        site.write(".well-known/security.txt", "contact");
        site.write("_redirects", "# no rule");
        Files.createSymbolicLink(home.resolve("site/inside.txt"), Path.of("a b.txt"));
        Path outside = Files.writeString(home.resolve("outside.txt"), "outside");
        Files.setLastModifiedTime(outside, FileTime.from(ServedFolder.MODIFIED));
        Files.createSymbolicLink(home.resolve("site/outside.txt"), outside);
        nginx = start("nginx.conf", List.of(program("nginx"), "-e", "stderr", "-c"));
        caddy =
                start(
                        "Caddyfile",
                        List.of(program("caddy"), "run", "--adapter", "caddyfile", "--config"));
    }

    @AfterEach
    void endAll() throws InterruptedException {
        site.close();
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void answersAsTheTableSays() throws IOException {
        StringBuilder page = new StringBuilder(resource("beside.md"));
        List<String> wrong = new ArrayList<>();
        for (String line : resource("beside.txt").lines().toList()) {
            if (line.startsWith("# ")) {
                page.append("\n## ").append(line.substring(2)).append("\n").append(HEADS);
                continue;
            }
            Row row = Row.of(line);
            String ours = ask(site.address(), row);
            if (!ours.equals(row.expected)) {
                wrong.add(row.shown() + " -> " + ours + " (expected: " + row.expected + ")");
            }
            String theirs = ask(nginx, row);
            String others = ask(caddy, row);
            page.append("| `")
                    .append(row.shown())
                    .append("` | ")
                    .append(ours)
                    .append(" | ")
                    .append(theirs.equals(ours) ? "same" : theirs)
                    .append(" | ")
                    .append(others.equals(ours) ? "same" : others)
                    .append(" | ")
                    .append(row.why)
                    .append(" |\n");
        }
        if (Boolean.getBoolean("croft.reference.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(wrong).isEmpty();
    }

    /// Status, and what a visitor would notice of the rest.
    private static String ask(InetSocketAddress server, Row row) throws IOException {
        List<String> fields = new ArrayList<>();
        if (row.fields.contains("{")) {
            Heard plain = send(server, "GET", row.target, List.of());
            fields.add(
                    row.fields
                            .replace("{tag}", plain.fields.getOrDefault("ETag", "\"none\""))
                            .replace(
                                    "{modified}",
                                    plain.fields.getOrDefault("Last-Modified", "none")));
        } else if (!row.fields.isEmpty()) {
            fields.add(row.fields);
        }
        return send(server, row.method, row.target, fields).shown(row.method.equals("HEAD"));
    }

    private static Heard send(
            InetSocketAddress server, String method, String target, List<String> fields)
            throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(20_000);
            StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
            request.append("Host: site.test\r\nConnection: close\r\n");
            for (String lines : fields) {
                for (String field : lines.split("; (?=[A-Z][A-Za-z-]*: )", -1)) {
                    request.append(field).append("\r\n");
                }
            }
            request.append("\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return Heard.of(
                    new String(
                            socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private InetSocketAddress start(String configuration, List<String> command) throws Exception {
        int port = FreePort.next();
        Path file =
                Files.writeString(
                        home.resolve(configuration),
                        resource("beside." + configuration)
                                .replace("{{folder}}", home.toString())
                                .replace("{{user}}", System.getProperty("user.name"))
                                .replace("{{port}}", Integer.toString(port)));
        List<String> whole = new ArrayList<>(command);
        whole.add(file.toString());
        ProcessBuilder builder =
                new ProcessBuilder(whole)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve(configuration + ".log").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        builder.environment().put("XDG_DATA_HOME", home.toString());
        Process process = builder.start();
        running.add(process);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, 1_000);
                return address;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            whole + ": " + Files.readString(home.resolve(configuration + ".log")),
                            e);
                }
            }
        }
    }

    private static String program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder).resolve(name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        throw new AssertionError(name + " is not installed (remedy: apt-get install " + name + ")");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BesideOthersTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return octets.toByteArray();
    }

    /// `METHOD TARGET | fields | our answer | why others differ`.
    private record Row(String method, String target, String fields, String expected, String why) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            String[] request = cells[0].strip().split(" ", 2);
            return new Row(
                    request[0],
                    request[1],
                    cells.length > 1 ? cells[1].strip() : "",
                    cells.length > 2 ? cells[2].strip() : "",
                    cells.length > 3 ? cells[3].strip() : "");
        }

        String shown() {
            return method + " " + target + (fields.isEmpty() ? "" : " · " + fields);
        }
    }

    /// An answer, as far as it can be told from what came.
    private record Heard(int status, Map<String, String> fields, String body) {
        static Heard of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
                return new Heard(0, Map.of(), "");
            }
            Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            text.substring(0, end)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        int colon = line.indexOf(':');
                        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                    });
            return new Heard(
                    Integer.parseInt(text.substring(9, 12)), fields, text.substring(end + 4));
        }

        String shown(boolean head) {
            if (status == 0) {
                return "no answer";
            }
            StringBuilder shown = new StringBuilder().append(status);
            String location = fields.get("Location");
            if (location != null) {
                return shown.append(" to `")
                        .append(location.replaceFirst("^http://[^/]*", ""))
                        .append('`')
                        .toString();
            }
            if (status >= 400) {
                return body.startsWith("missing")
                        ? shown.append(" \"").append(body).append('"').toString()
                        : shown.toString();
            }
            if (status == 304 || status == 204) {
                return shown.toString();
            }
            Matcher type = TYPE.matcher(fields.getOrDefault("Content-Type", "no type"));
            shown.append(' ').append(type.lookingAt() ? type.group() : "");
            if (type.group().equals("multipart/byteranges")) {
                int parts = body.split("Content-Range:", -1).length - 1;
                return shown.append(", ").append(parts).append(" parts").toString();
            }
            String coding = fields.get("Content-Encoding");
            if (coding != null) {
                shown.append(", ").append(coding);
            }
            String range = fields.get("Content-Range");
            if (range != null) {
                shown.append(", ").append(range);
            }
            String vary = fields.get("Vary");
            if (vary != null) {
                shown.append(", varies");
            }
            if (head) {
                return shown.append(", length ")
                        .append(fields.getOrDefault("Content-Length", "unknown"))
                        .toString();
            }
            boolean text = body.length() <= 20 && body.chars().allMatch(c -> c >= ' ' && c < 0x7f);
            return shown.append(text ? " \"" + body + "\"" : ", " + body.length() + " octets")
                    .toString();
        }
    }
}
