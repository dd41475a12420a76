package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A program of the operator's: `PROGRAM ARGUMENTS present|cleanup NAME VALUE`. No shell reads the
/// words. It gets none of this process's variables, an empty standard input, and a time limit after
/// which it and its children are killed. Its exit code says whether it succeeded, and the first
/// lines of its standard error why not.
///
/// @param command the program and its first arguments
/// @param folder what it starts in, and where relative paths of programs begin: that of croft.yml
/// @param user for `CROFT_DNS_USER`
/// @param secret for `CROFT_DNS_SECRET`
record Exec(
        List<String> command,
        Path folder,
        Optional<String> user,
        Optional<Credential> secret,
        Duration limit,
        Reading reading,
        OwnerLocks locks)
        implements DnsDriver {
    /// Programs that wait for their provider take their time.
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int MOST_OCTETS = 16 * 1024;
    private static final int LINES = 3;

    /// What is left of the pipe after the program has ended is there at once, unless a child that
    /// it left behind holds it open.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    @Override
    public String zoneOf(String owner) {
        Labels.check("owner", owner);
        return owner;
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        return locks.holding(
                record.owner(),
                () -> {
                    run("present", record);
                    return Optional.empty();
                });
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        locks.holding(
                record.owner(),
                () -> {
                    run("cleanup", record);
                    return record;
                });
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return reading.values(owner);
    }

    /// Nobody knows what the program does; many read all values and write them anew.
    @Override
    public boolean isWholeSet() {
        return true;
    }

    private void run(String action, TxtRecord record) throws DnsTrouble {
        String hidden = secret.isPresent() ? secret.get().read() : "";
        Process process = start(action, record, hidden);
        CompletableFuture<String> errors = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> errors.complete(read(process.getErrorStream())));
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                throw trouble(
                        Kind.UNREACHABLE,
                        action + " did not end within " + limit.toSeconds() + " s",
                        errors,
                        hidden);
            }
            if (process.exitValue() != 0) {
                throw trouble(
                        Kind.REFUSED,
                        action + " of " + record.owner() + " ended with " + process.exitValue(),
                        errors,
                        hidden);
            }
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw Pause.interrupted(e);
        }
    }

    private Process start(String action, TxtRecord record, String hidden) throws DnsTrouble {
        List<String> words = new ArrayList<>(command);
        if (words.getFirst().contains("/")) {
            words.set(0, folder.resolve(words.getFirst()).normalize().toString());
        }
        words.addAll(List.of(action, record.owner(), record.value()));
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", PATH);
        environment.put("LANG", "C.UTF-8");
        user.ifPresent(name -> environment.put("CROFT_DNS_USER", name));
        if (!hidden.isEmpty()) {
            environment.put("CROFT_DNS_SECRET", hidden);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new DnsTrouble(
                    Kind.REFUSED,
                    this + " cannot be started: " + Quoted.of(String.valueOf(e.getMessage())),
                    "Look whether the program is there, and whether the user that runs cert-manager"
                            + " may execute it. A path is relative to croft.yml's folder.",
                    e);
        }
    }

    /// By their handles: [Process#destroyForcibly] would close the streams, and with them what the
    /// program has said.
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /// The beginning; the rest is read too, so that the program does not wait for a reader.
    private static String read(InputStream errors) {
        try (errors) {
            byte[] first = errors.readNBytes(MOST_OCTETS);
            errors.transferTo(OutputStream.nullOutputStream());
            return new String(first, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private DnsTrouble trouble(
            Kind kind, String what, CompletableFuture<String> errors, String hidden) {
        String said =
                errors.completeOnTimeout("", LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).join();
        String shown =
                said.lines()
                        .filter(l -> !l.isBlank())
                        .limit(LINES)
                        .collect(Collectors.joining(" / "));
        if (!hidden.isEmpty()) {
            shown = shown.replace(hidden, "***");
        }
        return new DnsTrouble(
                kind,
                this + ": " + what + (shown.isEmpty() ? "" : ": " + Quoted.of(shown)),
                "Run the program by hand, with present or cleanup, a name and a value, and an empty"
                        + " environment (env -i).");
    }

    @Override
    public String toString() {
        return "exec " + command.getFirst();
    }
}
