package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bodies of answers: from files, from elsewhere, and events without end.
@Timeout(120)
class SentBodyTest {
    @TempDir Path folder;

    @Test
    void ofALargeFileReachASlowReaderWhole() throws IOException {
        Path file = folder.resolve("large.bin");
        long size = 200L << 20;
        byte[] marker = new byte[4096];
        new Random(7).nextBytes(marker);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - marker.length);
            sparse.write(marker);
        }
        try (Served server = new Served(fileWith(file, () -> true));
                Wire wire = new Wire(server.address(), 8192)) {
            wire.send(Served.request("GET", "/"));
            assertThat(wire.headReply().field("Content-Length")).isEqualTo(Long.toString(size));
            wire.in().skipNBytes(size - marker.length);
            assertThat(wire.in().readNBytes(marker.length)).isEqualTo(marker);
            assertThat(wire.in().available()).isZero();
        }
    }

    @Test
    void ofAnEmptyFileAreEmpty() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));
        try (Served server = new Served(fileWith(file, () -> true));
                Wire wire = server.connect()) {
            assertThat(wire.send(Served.request("GET", "/")).reply().body()).isEmpty();
            assertThat(wire.send(Served.request("GET", "/")).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void ofAFileThatIsNoLongerTheSameAreCut() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[1 << 20]);
        try (Served server = new Served(fileWith(file, () -> false));
                Wire wire = server.connect()) {
            assertThat(wire.send(Served.request("GET", "/")).headReply().status()).isEqualTo(200);
            assertThat(wire.in().readAllBytes().length).isBetween(1, (1 << 20) - 1);
        }
    }

    private static Handler fileWith(Path file, Body.Check check) {
        return _ ->
                new Reception.Answered(() -> {
                    try {
                        return new Answer(
                                Status.OK,
                                List.of(),
                                Body.FromFile.whole(
                                        FileChannel.open(file), Files.size(file), check));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void ofUnknownLengthComeInChunks() throws IOException {
        try (Served server = new Served(streamed("abc", OptionalLong.empty()));
                Wire wire = server.connect()) {
            Reply head = wire.send(Served.request("GET", "/")).headReply();
            assertThat(head.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(wire.octets(13)).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
            Reply only = wire.send(Served.request("HEAD", "/")).headReply();
            assertThat(only.fields()).doesNotContainKeys("Transfer-Encoding", "Content-Length");
            assertThat(wire.send(Served.request("GET", "/")).headReply().status()).isEqualTo(200);
        }
    }

    @Test
    void thatAreShorterThanAnnouncedAreCut() throws IOException {
        try (Served server = new Served(streamed("abc", OptionalLong.of(5)));
                Wire wire = server.connect()) {
            Reply head = wire.send(Served.request("GET", "/")).headReply();
            assertThat(head.field("Content-Length")).isEqualTo("5");
            assertThat(wire.in().readAllBytes()).hasSize(3);
        }
    }

    private static Handler streamed(String text, OptionalLong length) {
        return _ ->
                new Reception.Answered(() -> {
                    InputStream in = new ByteArrayInputStream(Octets.of(text).bytes());
                    return new Answer(Status.OK, List.of(), new Body.Streamed(in, length));
                });
    }

    @Test
    void ofEventsGoOnUntilTheReaderLeaves() throws Exception {
        Told told = new Told();
        Limits lively =
                new Limits(
                        10,
                        8192,
                        16384,
                        100,
                        65536,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(50));
        try (Served server = new Served(told.handler(), lively)) {
            try (Wire wire = server.connect()) {
                assertThat(wire.send(Served.request("GET", "/")).headReply().status())
                        .isEqualTo(200);
                assertThat(wire.octets(8)).isEqualTo("3\r\n:\n\n\r\n");
                assertThat(wire.octets(8)).isEqualTo("3\r\n:\n\n\r\n");
                told.listener.get(10, TimeUnit.SECONDS).accept("data: x\n\n");
                StringBuilder heard = new StringBuilder();
                while (heard.indexOf("9\r\ndata: x\n\n\r\n") < 0) {
                    heard.append(wire.octets(1));
                }
            }
            assertThat(told.closed.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ofEventsEndWithTheServer() throws Exception {
        Told told = new Told();
        try (Wire wire = begin(told)) {
            assertThat(wire.in().readAllBytes().length).isPositive();
            assertThat(told.closed.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// A stream that was begun, of a server that has ended since.
    private static Wire begin(Told told) throws Exception {
        try (Served server = new Served(told.handler())) {
            Wire wire = server.connect();
            assertThat(wire.send(Served.request("GET", "/")).headReply().status()).isEqualTo(200);
            told.listener.get(10, TimeUnit.SECONDS);
            return wire;
        }
    }

    private static final class Told implements EventStream {
        final CompletableFuture<Consumer<String>> listener = new CompletableFuture<>();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();

        Handler handler() {
            return _ ->
                    new Reception.Answered(
                            () -> new Answer(Status.OK, List.of(), new Body.Events(this)));
        }

        @Override
        public void open(Consumer<String> to) {
            listener.complete(to);
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }
}
