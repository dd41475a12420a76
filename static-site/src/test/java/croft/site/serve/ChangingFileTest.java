package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Files that change while they are being sent.
class ChangingFileTest extends FolderTest {
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
