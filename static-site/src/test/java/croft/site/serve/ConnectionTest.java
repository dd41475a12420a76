package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A connection over its life: many requests, slow readers, changing files, the end of the server.
class ConnectionTest extends FolderTest {
    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        site.write("large.bin", new byte[300_000]);
        for (int i = 0; i < 50; i++) {
            site.write(i + ".txt", "file " + i);
        }
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            requests.append(ServedFolder.request("GET", "/" + i % 50 + ".txt"));
            if (i % 100 == 0) {
                requests.append(ServedFolder.request("GET", "/large.bin"));
            }
        }
        try (Wire wire = site.connect()) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    wire.send(requests.toString());
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            for (int i = 0; i < 1000; i++) {
                assertThat(wire.reply().text()).isEqualTo("file " + i % 50);
                if (i % 100 == 0) {
                    assertThat(wire.reply().body()).hasSize(300_000);
                }
            }
            assertThat(sender.isAlive()).isFalse();
        }
    }

    @Test
    void endsWhenAskedTo() throws IOException {
        site.write("a.txt", "a");
        try (Wire wire = site.connect()) {
            wire.send(ServedFolder.request("GET", "/a.txt", "Connection: close"));
            Reply reply = wire.reply();
            assertThat(reply.text()).isEqualTo("a");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void answersAClientThatHasEndedItsSide() throws IOException {
        site.write("a.bin", new byte[500_000]);
        try (Wire wire = site.connect()) {
            wire.send(ServedFolder.request("GET", "/a.bin") + ServedFolder.request("GET", "/a.bin"))
                    .endOutput();
            assertThat(wire.reply().body()).hasSize(500_000);
            assertThat(wire.reply().body()).hasSize(500_000);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void takesRequestsOctetByOctet() throws IOException {
        site.write("a.txt", "a");
        try (Wire wire = site.connect()) {
            for (char c : ServedFolder.request("GET", "/a.txt").toCharArray()) {
                wire.send(String.valueOf(c));
            }
            assertThat(wire.reply().text()).isEqualTo("a");
        }
    }

    @Test
    void givesASlowReaderEveryOctetOfALargeFile() throws IOException {
        Path file = folder.resolve("large.bin");
        long size = 200L << 20;
        byte[] marker = new byte[4096];
        new Random(7).nextBytes(marker);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - marker.length);
            sparse.write(marker);
        }
        try (Wire wire = new Wire(site.address(), 8192)) {
            wire.send(ServedFolder.request("GET", "/large.bin"));
            InputStream in = wire.in();
            assertThat(Reply.read(in, true).field("Content-Length")).isEqualTo(Long.toString(size));
            in.skipNBytes(size - marker.length);
            assertThat(in.readNBytes(marker.length)).isEqualTo(marker);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void cutsTheConnectionWhenAFileShrinksUnderIt() throws IOException {
        Path file = site.write("large.bin", new byte[64 << 20]);
        try (Wire wire = new Wire(site.address(), 8192)) {
            wire.send(ServedFolder.request("GET", "/large.bin"));
            assertThat(Reply.read(wire.in(), true).status()).isEqualTo(200);
            Files.write(file, new byte[1000], StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(rest(wire.in())).isLessThan(64 << 20);
        }
    }

    @Test
    void cutsTheConnectionWhenAFileIsWrittenToUnderIt() throws IOException {
        Path file = site.write("large.bin", new byte[64 << 20]);
        try (Wire wire = new Wire(site.address(), 8192)) {
            wire.send(ServedFolder.request("GET", "/large.bin"));
            assertThat(Reply.read(wire.in(), true).status()).isEqualTo(200);
            try (RandomAccessFile same = new RandomAccessFile(file.toFile(), "rw")) {
                same.seek(32 << 20);
                same.write(1);
            }
            assertThat(rest(wire.in())).isLessThan(64 << 20);
        }
    }

    @Test
    void sendsTheOldFileToItsEndWhenANewOneTakesItsName() throws IOException {
        byte[] old = new byte[32 << 20];
        Arrays.fill(old, (byte) 'o');
        Path file = site.write("large.bin", old);
        Path next = site.write("next.bin", "new");
        try (Wire wire = new Wire(site.address(), 8192)) {
            wire.send(ServedFolder.request("GET", "/large.bin"));
            assertThat(Reply.read(wire.in(), true).status()).isEqualTo(200);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(wire.in().readNBytes(old.length)).isEqualTo(old);
            assertThat(wire.send(ServedFolder.request("GET", "/large.bin")).reply().text())
                    .isEqualTo("new");
        }
    }

    @Test
    void servesWhatAFileIsNowHoweverOftenItIsWritten() throws IOException {
        try (Wire wire = site.connect()) {
            for (int i = 0; i < 500; i++) {
                site.write("a.txt", "version " + i);
                assertThat(wire.send(ServedFolder.request("GET", "/a.txt")).reply().text())
                        .isEqualTo("version " + i);
            }
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        try (ServedFolder impatient =
                        new ServedFolder(
                                folder, limits(Duration.ofMillis(200)), InstantSource.system());
                Wire silent = impatient.connect();
                Wire half = impatient.connect()) {
            half.send("GET / HTTP/1.1\r\nHost: si");
            assertThat(silent.isEnded()).isTrue();
            assertThat(half.isEnded()).isTrue();
        }
    }

    @Test
    void refusesMoreConnectionsThanItsLimit() throws IOException {
        site.write("a.txt", "a");
        try (ServedFolder small =
                        new ServedFolder(
                                folder, limits(Duration.ofSeconds(60)), InstantSource.system());
                Wire first = small.connect();
                Wire second = small.connect()) {
            assertThat(first.send(ServedFolder.request("GET", "/a.txt")).reply().status())
                    .isEqualTo(200);
            assertThat(second.send(ServedFolder.request("GET", "/a.txt")).reply().status())
                    .isEqualTo(200);
            try (Wire third = small.connect()) {
                assertThat(third.isEnded()).isTrue();
            }
        }
    }

    @Test
    void finishesAnAnswerWhenTheServerEnds() throws Exception {
        byte[] content = new byte[16 << 20];
        site.write("large.bin", content);
        try (Wire idle = site.connect();
                Wire wire = new Wire(site.address(), 8192)) {
            wire.send(ServedFolder.request("GET", "/large.bin"));
            assertThat(Reply.read(wire.in(), true).status()).isEqualTo(200);
            Thread closing = Thread.ofPlatform().start(site::close);
            assertThat(idle.isEnded()).isTrue();
            assertThat(wire.in().readNBytes(content.length)).hasSize(content.length);
            assertThat(wire.isEnded()).isTrue();
            closing.join();
            assertThatThrownBy(() -> new Wire(site.address())).isInstanceOf(ConnectException.class);
        }
    }

    private static Limits limits(Duration idle) {
        Limits d = Limits.DEFAULT;
        return new Limits(
                2,
                d.requestLine(),
                d.head(),
                d.fields(),
                d.body(),
                d.forwarded(),
                idle,
                d.progress(),
                d.drain(),
                d.moment());
    }

    private static long rest(InputStream in) {
        long octets = 0;
        byte[] buffer = new byte[65536];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                octets += n;
            }
        } catch (IOException _) {
            // a reset is as clear an end
        }
        return octets;
    }
}
