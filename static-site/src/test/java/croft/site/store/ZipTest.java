package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Zip archives, as every tool writes them, and as nobody should.
class ZipTest extends ArchiveFixture {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    @TempDir Path packed;

    @Test
    void readsWhatZipWrites() throws Exception {
        site();
        for (String option : new String[] {"-0", "-9"}) {
            byte[] zip = run("zip", packed, "zip", "-qry", option, "-", ".");
            assertThat(files(zip))
                    .as(option)
                    .isEqualTo(
                            "docs/a.html="
                                    + "A".repeat(500)
                                    + " docs/ü.html=U index.html=I link=I");
        }
    }

    @Test
    void readsWhatPythonWrites() throws Exception {
        site();
        Files.delete(packed.resolve("link"));
        String script =
                """
                import sys, zipfile, os
                with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED) as z:
                    for n in ['index.html', 'docs', 'docs/a.html', 'docs/ü.html']: z.write(n)
                """;
        byte[] zip = run("python3", packed, "python3", "-c", script);
        assertThat(files(zip))
                .isEqualTo("docs/a.html=" + "A".repeat(500) + " docs/ü.html=U index.html=I");
    }

    @Test
    void readsAnArchiveOfTheLargeKind() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.setUseZip64(Zip64Mode.Always);
            put(zip, "index.html", UnixStat.FILE_FLAG, "I");
            put(zip, "b", UnixStat.FILE_FLAG, "B");
        }
        byte[] octets = Arrays.copyOf(channel.array(), (int) channel.size());
        assertThat(files(octets)).isEqualTo("b=B index.html=I");
    }

    @Test
    void takesAwayTheFolderThatWasPacked() throws IOException {
        assertThat(files(zip("public/", "", "public/index.html", "I", "public/a/b", "B")))
                .isEqualTo("a/b=B index.html=I");
    }

    @Test
    void refusesLinksThatLeadOut() throws IOException {
        byte[] zip =
                written(z -> {
                    put(z, "out", UnixStat.LINK_FLAG, "../../etc/passwd");
                    put(z, "endless", UnixStat.LINK_FLAG, "x".repeat(5000));
                    put(z, "pipe", 0010000, "");
                });
        assertThat(findings(zip))
                .contains("out: is a link that leads to ../../etc/passwd, out of the archive")
                .contains("endless: is a link with an endless name")
                .contains("pipe: is a device or a pipe");
    }

    @Test
    void refusesWhatIsEncrypted() throws Exception {
        site();
        byte[] zip = run("zip", packed, "zip", "-qrP", "secret", "-", ".");
        assertThat(findings(zip)).contains("index.html: is encrypted");
    }

    @Test
    void refusesUnusualCompression() throws IOException {
        byte[] zip = zip("a", "A");
        patch(zip, LOCAL, 8, 2, 93);
        patch(zip, CENTRAL, 10, 2, 93);
        assertThat(findings(zip)).contains("a: is compressed by method 93");
    }

    @Test
    void refusesLocalHeadersThatSayOtherThanTheDirectory() throws IOException {
        String stored = "12345";
        for (int[] field : new int[][] {{6, 2}, {8, 2}, {14, 4}, {18, 4}, {22, 4}, {30, 1}}) {
            byte[] zip = stored("a", stored);
            assertThat(files(zip)).isEqualTo("a=12345");
            patch(
                    zip,
                    LOCAL,
                    field[0],
                    field[1],
                    0x0804 & ((1 << (8 * Math.min(field[1], 3))) - 1));
            assertThat(findings(zip))
                    .as("field at %s", field[0])
                    .startsWith("a: is described in two ways");
        }
    }

    @Test
    void refusesContentThatIsNotWhatWasSaid() throws IOException {
        for (String wrong : new String[] {"crc", "longer", "shorter", "behind"}) {
            byte[] zip =
                    switch (wrong) {
                        case "crc" -> {
                            byte[] octets = stored("a", "12345");
                            octets[31] = 'x';
                            yield octets;
                        }
                        case "longer" -> sized(zip("a", "1".repeat(1000)), 999);
                        case "shorter" -> sized(zip("a", "1".repeat(1000)), 1001);
                        default -> {
                            byte[] octets = stored("a", "12345");
                            patch(octets, LOCAL, 22, 4, 4);
                            patch(octets, CENTRAL, 24, 4, 4);
                            yield octets;
                        }
                    };
            assertThat(findings(zip))
                    .as(wrong)
                    .containsAnyOf("another checksum", "holds more than", "not 1001 as it says");
        }
    }

    /// One content under many names, each entry with a header of its own in front of the same
    /// compressed octets: the first local header's extra field hides the later headers.
    @Test
    void refusesEntriesThatShareOctets() throws IOException {
        byte[] zip = zip("a", "A", "b", "B");
        int second = find(zip, CENTRAL, find(zip, CENTRAL, 0) + 1);
        ByteBuffer octets = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int first = find(zip, CENTRAL, 0);
        octets.putInt(second + 42, octets.getInt(first + 42));
        zip[second + 46] = 'a';
        assertThat(findings(zip)).contains("its entries overlap");
        byte[] nested = stored("a", new String(stored("b", "B"), StandardCharsets.ISO_8859_1));
        byte[] inner = Arrays.copyOfRange(nested, 31, 31 + 32);
        assertThat(ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN).getInt(0))
                .isEqualTo(LOCAL);
        assertThat(findings(withEntryInside(nested))).contains("its entries overlap");
    }

    @Test
    void refusesBombs() throws IOException {
        byte[] zip =
                written(z -> {
                    for (int i = 0; i < 10; i++) {
                        put(z, "zeros" + i, UnixStat.FILE_FLAG, "\0".repeat(3 << 20));
                    }
                });
        assertThat(findings(zip)).contains("more than 200 times its own size");
        assertThat(
                        findings(
                                (Assembled.Refused)
                                        read(
                                                zip("a", "1".repeat(100), "b", "1"),
                                                new Bounds(
                                                        10, 100, 100, 1000, Duration.ofHours(1)))))
                .contains("100 octets");
        assertThat(
                        findings(
                                (Assembled.Refused)
                                        read(
                                                zip("a", "1", "b", "1"),
                                                new Bounds(
                                                        1, 100, 100, 1000, Duration.ofHours(1)))))
                .contains("more than 1 files");
    }

    @Test
    void refusesADirectoryThatLies() throws IOException {
        byte[] zip = zip("a", "A", "b", "B");
        int end = find(zip, END, 0);
        for (int at : new int[] {4, 8, 10, 12, 16}) {
            byte[] lying = zip.clone();
            lying[end + at]++;
            assertThat(read(lying)).as("at %s", at).isInstanceOf(Assembled.Refused.class);
        }
        byte[] fewer = zip.clone();
        fewer[end + 8] = 1;
        fewer[end + 10] = 1;
        assertThat(findings(fewer)).contains("longer than it says");
        byte[] more = zip.clone();
        more[end + 8] = 3;
        more[end + 10] = 3;
        assertThat(findings(more)).contains("3 entries, more than fit");
    }

    @Test
    void refusesLargeNumbersThatLie() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
            out.setUseZip64(Zip64Mode.Always);
            put(out, "index.html", UnixStat.FILE_FLAG, "I");
        }
        byte[] zip = Arrays.copyOf(channel.array(), (int) channel.size());
        assertThat(files(zip)).isEqualTo("index.html=I");
        int record = find(zip, 0x06064b50, 0);
        for (int at : new int[] {4, 16, 24, 32, 39, 40, 47, 48, 55}) {
            byte[] lying = zip.clone();
            lying[record + at] ^= (byte) 0x81;
            assertThat(read(lying)).as("record, %s", at).isInstanceOf(Assembled.Refused.class);
        }
        int central = find(zip, CENTRAL, 0);
        for (int at = 4; at < 4 + 24; at++) {
            byte[] lying = zip.clone();
            lying[central + 46 + "index.html".length() + at] ^= (byte) 0x81;
            assertThat(read(lying)).as("extra, %s", at).isInstanceOf(Assembled.Refused.class);
        }
    }

    @Test
    void noticesThatItIsCutShortWhereverThatIs() throws IOException {
        byte[] zip = zip("a", "A".repeat(300), "b", "B");
        for (int length = 0; length < zip.length; length++) {
            assertThat(read(Arrays.copyOf(zip, length)))
                    .as("cut at %s of %s", length, zip.length)
                    .isInstanceOf(Assembled.Refused.class);
        }
    }

    @Test
    void survivesEveryDamagedOctet() throws IOException {
        byte[] zip = zip("a", "A".repeat(300), "b", "B");
        for (int i = 0; i < zip.length; i++) {
            for (int bit : new int[] {1, 0x80}) {
                byte[] damaged = zip.clone();
                damaged[i] ^= (byte) bit;
                if (read(damaged) instanceof Assembled.Whole whole) {
                    assertThat(whole.manifest().count()).isEqualTo(2); // a date, or a comment
                }
            }
        }
    }

    @Test
    void refusesNamesThatAreNotText() throws IOException {
        byte[] zip = zip("abc", "A");
        for (int signature : new int[] {LOCAL, CENTRAL}) {
            zip[find(zip, signature, 0) + (signature == LOCAL ? 30 : 46) + 1] = (byte) 0x84;
        }
        assertThat(findings(zip)).contains("not UTF-8").contains("expected: names in UTF-8");
    }

    @Test
    void holdsNothingIfEmpty() throws IOException {
        assertThat(findings(zip())).contains("holds no files");
        assertThat(findings(zip("docs/", ""))).contains("holds no files");
    }

    private void site() throws IOException {
        Files.createDirectories(packed.resolve("docs"));
        Files.writeString(packed.resolve("index.html"), "I");
        Files.writeString(packed.resolve("docs/a.html"), "A".repeat(500));
        Files.writeString(packed.resolve("docs/ü.html"), "U");
        Files.createSymbolicLink(packed.resolve("link"), Path.of("docs/../index.html"));
    }

    /// Names and contents in turn.
    private static byte[] zip(String... files) throws IOException {
        return written(z -> {
            for (int i = 0; i < files.length; i += 2) {
                put(z, files[i], UnixStat.FILE_FLAG, files[i + 1]);
            }
        });
    }

    /// One file without compression, and with its sizes in front of it.
    private static byte[] stored(String name, String content) throws IOException {
        return written(z -> {
            z.setMethod(ZipArchiveOutputStream.STORED);
            byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            CRC32 crc = new CRC32();
            crc.update(octets);
            entry.setSize(octets.length);
            entry.setCrc(crc.getValue());
            z.putArchiveEntry(entry);
            z.write(octets);
            z.closeArchiveEntry();
        });
    }

    private static byte[] sized(byte[] zip, int size) {
        patch(zip, CENTRAL, 24, 4, size);
        return zip;
    }

    /// A zip whose one stored entry is itself a zip: names the inner entry in the outer directory.
    private static byte[] withEntryInside(byte[] outer) {
        int inner = find(outer, LOCAL, 1);
        int innerCentral = find(outer, CENTRAL, 0);
        int outerCentral = find(outer, CENTRAL, innerCentral + 1);
        int innerEnd = find(outer, END, 0);
        int outerEnd = find(outer, END, innerEnd + 1);
        int length = innerEnd - innerCentral;
        byte[] both = new byte[outer.length + length];
        System.arraycopy(outer, 0, both, 0, outerEnd);
        System.arraycopy(outer, innerCentral, both, outerEnd, length);
        System.arraycopy(outer, outerEnd, both, outerEnd + length, outer.length - outerEnd);
        ByteBuffer octets = ByteBuffer.wrap(both).order(ByteOrder.LITTLE_ENDIAN);
        octets.putInt(outerEnd + 42, inner);
        octets.putShort(outerEnd + length + 8, (short) 2);
        octets.putShort(outerEnd + length + 10, (short) 2);
        octets.putInt(outerEnd + length + 12, outerEnd - outerCentral + length);
        return both;
    }

    private static void patch(byte[] zip, int signature, int at, int length, int value) {
        int start = find(zip, signature, 0) + at;
        for (int i = 0; i < length; i++) {
            zip[start + i] = (byte) (value >> (8 * i));
        }
    }

    private static int find(byte[] zip, int signature, int from) {
        ByteBuffer octets = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i <= zip.length - 4; i++) {
            if (octets.getInt(i) == signature) {
                return i;
            }
        }
        throw new AssertionError("no such record");
    }

    private static void put(ZipArchiveOutputStream zip, String name, int kind, String content)
            throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        if (!name.endsWith("/")) {
            entry.setUnixMode(kind | 0644);
        }
        zip.putArchiveEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    /// Writes the entries of an archive.
    private interface Writing {
        void to(ZipArchiveOutputStream zip) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            writing.to(zip);
        }
        return out.toByteArray();
    }
}
