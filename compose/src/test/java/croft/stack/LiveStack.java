package croft.stack;

import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.StackReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The real stack, running on a folder of the test's: every service, PostgreSQL and the launcher,
/// each a process of its own. A client of it trusts one authority and nobody else: the local one,
/// where the test names no other.
final class LiveStack implements AutoCloseable {
    /// Far more than needed: a loaded machine makes no test fail. Longer than the minute after
    /// which a service tries again what failed by a mishap, such as an answer that came too late.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int LAST_LINES = 25;

    private static final AtomicBoolean MEASURED = new AtomicBoolean();

    private final Path folder;
    private final RunningCroft croft;
    private final SSLContext trusting;

    private LiveStack(Path folder, RunningCroft croft, SSLContext trusting) {
        this.folder = folder;
        this.croft = croft;
        this.trusting = trusting;
    }

    /// A copy of the sample, its application and its links on free ports.
    static LiveStack sample() throws Exception {
        Path folder = Folders.withOneSite();
        String application = Integer.toString(RunningCroft.freePort());
        int httpsPort = RunningCroft.freePort();
        Path sample = Path.of("sample");
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(LiveStack::isOfTheSample).toList()) {
                Path copy = folder.resolve(sample.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling(""));
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("3871", application)
                                .replace(":8443", ":" + httpsPort));
            }
        }
        return start(folder, httpsPort);
    }

    /// A folder of the test's, which is deleted with the stack.
    static LiveStack on(Path folder) throws Exception {
        return start(folder, RunningCroft.freePort());
    }

    /// A folder of the test's, on ports that others were told of already.
    ///
    /// @param root of whoever issues the certificates
    static LiveStack on(Path folder, int httpPort, int httpsPort, X509Certificate root)
            throws Exception {
        return start(folder, httpPort, httpsPort, () -> root);
    }

    private static LiveStack start(Path folder, int httpsPort) throws Exception {
        return start(
                folder, RunningCroft.freePort(), httpsPort, () -> certificate(authority(folder)));
    }

    private static LiveStack start(
            Path folder, int httpPort, int httpsPort, Callable<X509Certificate> root)
            throws Exception {
        RunningCroft croft = RunningCroft.begin(Croft.class, folder, httpPort, httpsPort);
        try {
            croft.await(report -> report.ready().isPresent() && allUp(report));
            var stack = new LiveStack(folder, croft, trusting(root.call()));
            stack.awaitThat("up tells its time", () -> croft.output().contains("Croft is up"));
            if (MEASURED.compareAndSet(false, true)) {
                System.out.println(stack.measurements());
            }
            return stack;
        } catch (Exception | AssertionError e) {
            croft.close();
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    RunningCroft croft() {
        return croft;
    }

    Path authority() {
        return authority(folder);
    }

    int httpsPort() {
        return croft.httpsPort();
    }

    SSLContext trusting() {
        return trusting;
    }

    URI uri(String host, String path) {
        return URI.create("https://" + host + ":" + croft.httpsPort() + path);
    }

    URI plain(String host, String path) {
        return URI.create("http://" + host + ":" + croft.httpPort() + path);
    }

    /// A client that follows no redirect: tests look at each answer.
    HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting)
                .connectTimeout(PATIENCE)
                .build();
    }

    HttpResponse<String> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    /// What a service answers on its management port.
    Json status(String service) throws IOException, InterruptedException {
        ProcessReport process = croft.report().process(service).orElseThrow();
        URI uri =
                URI.create(
                        "http://127.0.0.1:" + process.managementPort().orElseThrow() + "/status");
        String token = Files.readString(folder.resolve(".croft/secrets/operator-token")).strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(uri + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body());
        }
    }

    /// The serial of the certificate that the edge says it presents, by host.
    Map<String, String> serials() throws IOException, InterruptedException {
        var serials = new TreeMap<String, String>();
        for (Json site : status("edge-proxy").get("detail").get("sites").elements()) {
            serials.put(
                    site.get("host").text("?"), site.get("certificate").get("serial").text("none"));
        }
        return serials;
    }

    String log(String process) throws IOException {
        return Files.readString(folder.resolve(".croft/logs/" + process + ".log"));
    }

    /// Polls until the condition holds; one that throws does not hold yet.
    void awaitThat(String what, Callable<Boolean> condition) throws IOException {
        await(what, condition, () -> "croft up printed:\n" + croft.output() + lastLines());
    }

    /// The same, for what runs elsewhere.
    ///
    /// @param state what is known when time is up
    static void await(String what, Callable<Boolean> condition, Callable<String> state)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var never = new CountDownLatch(1);
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            try {
                never.await(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting until " + what, e);
            }
        }
        throw new AssertionError(
                "not within " + PATIENCE + ": " + what + "\n" + described(state), last);
    }

    private static String described(Callable<String> state) throws IOException {
        try {
            return state.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return "unknown: " + e;
        }
    }

    /// Of each log: the folder is gone by the time that somebody reads of the failure.
    private String lastLines() throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> logs = Files.list(folder.resolve(".croft/logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).sorted().toList()) {
                List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
                text.append("\n").append(log.getFileName()).append(":\n");
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                        .forEach(line -> text.append(line).append("\n"));
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        croft.close();
        Folders.delete(folder);
    }

    private static boolean allUp(StackReport report) {
        return report.processes().stream().allMatch(process -> process.state() == State.UP);
    }

    private static boolean isOfTheSample(Path file) {
        return Files.isRegularFile(file) && !file.startsWith(Path.of("sample", ".croft"));
    }

    private static Path authority(Path folder) {
        return folder.resolve(".croft/state/cert-manager/local-authority.pem");
    }

    private static X509Certificate certificate(Path file)
            throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    /// For clients that trust this root alone; one that is made anew remembers no session.
    static SSLContext trusting(X509Certificate root) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry("authority", root);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// For people: how long the start took, and what each process takes.
    private String measurements() throws IOException {
        var text = new StringBuilder("\n");
        Matcher took = Pattern.compile("Croft is up.*\\)").matcher(croft.output());
        text.append(took.find() ? took.group() : "Croft is up").append(", resident memory:\n");
        for (ProcessReport process : croft.report().processes()) {
            text.append("  %-14s %4d MB%n".formatted(process.name(), megabytes(process)));
        }
        text.append("  %-14s %4d MB%n".formatted("launcher", megabytes(croft.process().pid())));
        return text.toString();
    }

    /// PostgreSQL's is that of all its processes, shared pages counted in each.
    private static long megabytes(ProcessReport process) {
        long pid = process.pid().orElseThrow();
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .mapToLong(LiveStack::megabytes)
                .sum();
    }

    private static long megabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }
}
