package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Sends a folder or an archive: only what the server lacks, large things in pieces, so that a
/// deploy that was cut off goes on where it was.
final class Uploader {
    /// What is lost at most when a connection breaks.
    private static final long PIECE = 8L << 20;

    /// Enough that the way there and back is not what takes the time.
    private static final int AT_ONCE = 6;

    private final DeployApi api;
    private final Progress progress;
    private final Map<String, String> wishes;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();

    /// Sends to `api`, and tells on a terminal how far it is.
    ///
    /// @param wishes fields of the request that makes the release
    Uploader(DeployApi api, Progress progress, Map<String, String> wishes) {
        this.api = api;
        this.progress = progress;
        this.wishes = wishes;
    }

    /// Files that were sent.
    int files() {
        return files.get();
    }

    /// Octets of them.
    long octets() {
        return octets.get();
    }

    Json folder(Path folder) throws CannotStart, IOException {
        progress.begin("reading " + folder);
        FolderFiles found = FolderFiles.of(folder);
        progress.drop("reading " + folder);
        if (found.files().isEmpty()) {
            throw new CannotStart(
                    Exit.NO_INPUT, folder + " holds no files (expected: the built site)");
        }
        String list = Json.write(found.list());
        DeployApi.Answer answer = ask(list);
        for (int round = 0; round < 3 && isIncomplete(answer); round++) {
            send(found, missing(answer.json()));
            answer = ask(list);
        }
        return answer.read();
    }

    Json archive(Path archive) throws CannotStart, IOException {
        long size = Files.size(archive);
        String path = "/uploads/" + FolderFiles.sha256(archive).substring(0, 32);
        long offset = api.send("HEAD", path).number("upload-offset");
        if (offset > size) {
            offset = 0;
        }
        files.set(1);
        String task = "sending " + archive.getFileName() + ", " + Octets.of(size);
        progress.begin(task);
        DeployApi.Answer answer;
        do {
            long first = offset;
            long length = Math.min(PIECE, size - first);
            Map<String, String> fields = new LinkedHashMap<>(wishes);
            fields.put("Content-Range", range(first, length, size));
            answer =
                    length == 0
                            ? api.send("PUT", path, fields, BodyPublishers::noBody)
                            : api.send("PUT", path, fields, piece(archive, first, length));
            octets.addAndGet(length);
            offset = first + length;
        } while (offset < size && answer.status() == 200);
        progress.drop(task);
        return answer.read();
    }

    private DeployApi.Answer ask(String list) throws CannotStart, IOException {
        return api.send("POST", "/releases", wishes, () -> BodyPublishers.ofString(list));
    }

    private static boolean isIncomplete(DeployApi.Answer answer) throws CannotStart {
        return answer.status() == 409 && !answer.json().get("missing").isAbsent();
    }

    private static Set<String> missing(Json answer) {
        Set<String> missing = new LinkedHashSet<>();
        answer.get("missing").elements().forEach(id -> missing.add(id.text("")));
        return missing;
    }

    private void send(FolderFiles found, Set<String> missing) throws CannotStart, IOException {
        int all = missing.size();
        AtomicInteger sent = new AtomicInteger();
        String task = "sending " + Counted.of(all, "file");
        progress.begin(task);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new LinkedHashSet<Future<?>>();
            for (FolderFiles.File file : found.files()) {
                if (missing.remove(file.sha256())) {
                    running.add(
                            threads.submit(() -> {
                                send(file);
                                sent.incrementAndGet();
                                return null;
                            }));
                }
            }
            for (Future<?> each : running) {
                await(each);
            }
        } finally {
            progress.drop(task);
        }
    }

    private static void await(Future<?> each) throws CannotStart, IOException {
        try {
            each.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CannotStart known -> throw known;
                case IOException failed -> throw failed;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.INTERRUPTED, "interrupted");
        }
    }

    private void send(FolderFiles.File file) throws CannotStart, IOException {
        String path = "/blobs/" + file.sha256();
        if (file.size() <= PIECE) {
            Json _ =
                    api.send("PUT", path, Map.of(), () -> BodyPublishers.ofFile(file.location()))
                            .read();
        } else {
            for (long at = api.send("HEAD", path).number("upload-offset"); at < file.size(); ) {
                long length = Math.min(PIECE, file.size() - at);
                Map<String, String> range = Map.of("Content-Range", range(at, length, file.size()));
                Json _ = api.send("PUT", path, range, piece(file.location(), at, length)).read();
                at += length;
            }
        }
        files.incrementAndGet();
        octets.addAndGet(file.size());
    }

    private static String range(long first, long length, long total) {
        return length == 0
                ? "bytes */" + total
                : "bytes " + first + "-" + (first + length - 1) + "/" + total;
    }

    private static DeployApi.Source piece(Path file, long first, long length) {
        return () ->
                BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> open(file, first, length)), length);
    }

    private static InputStream open(Path file, long first, long length) {
        try {
            FileChannel channel = FileChannel.open(file).position(first);
            return new Bounded(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
