package croft.certs.export;

import croft.platform.declaration.CertificateExport;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The command that is run once the files of an export are there.
///
/// No shell reads it. It starts in the folder of the files, with an environment of its own: that of
/// this service holds secrets.
record AfterExport(CertificateExport export, Duration limit) {
    /// Programs reload within seconds; one that hangs must not keep the next certificate waiting.
    static final Duration LIMIT = Duration.ofSeconds(60);

    /// What a trouble shows of the output: the reason is said first, or never.
    private static final int LINES = 3;

    private static final int SHOWN = 400;

    /// A program that writes on is read on, so that it does not block; only this much is kept.
    private static final int KEPT = 4096;

    /// Where programs that reload others usually are.
    private static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// Runs it to its end.
    ///
    /// @throws ExportTrouble if it cannot be started, fails or takes too long
    void run() throws ExportTrouble, InterruptedException {
        String program = export.then().getFirst();
        Process process = start(program);
        Output output = new Output(process.getInputStream());
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                throw ExportTrouble.tooSlow(program, limit, output.firstLines());
            }
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
        if (process.exitValue() != 0) {
            throw ExportTrouble.failed(program, process.exitValue(), output.firstLines());
        }
    }

    private Process start(String program) throws ExportTrouble {
        ProcessBuilder builder =
                new ProcessBuilder(export.then())
                        .directory(export.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", USUAL_PATH);
        String home = environment.getOrDefault("HOME", "/");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", home);
        environment.put("LANG", "C.UTF-8");
        environment.put("CROFT_EXPORT_HOST", export.host().value());
        environment.put("CROFT_EXPORT_FOLDER", export.folder().toString());
        environment.put("CROFT_EXPORT_FORMAT", export.format().name().toLowerCase(Locale.ROOT));
        try {
            return builder.start();
        } catch (IOException e) {
            throw ExportTrouble.notStarted(program, e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// What a process says, read on a thread of its own to the end: a program that writes much must
    /// not block, and one in the background may hold the pipe open for ever.
    private static final class Output {
        /// A process that has ended has written everything; it is a matter of scheduling.
        private static final Duration REST = Duration.ofSeconds(1);

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread reader;

        Output(InputStream stream) {
            reader = Thread.ofVirtual().start(() -> read(stream));
        }

        String firstLines() throws InterruptedException {
            reader.join(REST);
            String said = kept.toString(StandardCharsets.UTF_8);
            String lines =
                    said.lines()
                            .map(line -> line.replaceAll("\\p{Cntrl}+", " ").strip())
                            .filter(line -> !line.isEmpty())
                            .limit(LINES)
                            .collect(Collectors.joining(" / "));
            return lines.length() > SHOWN ? lines.substring(0, SHOWN) + "…" : lines;
        }

        private void read(InputStream stream) {
            byte[] part = new byte[1024];
            try (stream) {
                for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                    kept.write(part, 0, Math.min(n, Math.max(0, KEPT - kept.size())));
                }
            } catch (IOException _) {
                // It was killed: what came until then is all there is.
            }
        }
    }
}
