package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tar archives, as every tool writes them, and as nobody should.
class TarTest extends ArchiveFixture {
    @TempDir Path packed;

    private static final String LONG =
            "a-name-of-fifty-octets-which-is-long-but-not-by-itself".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {"v7", "ustar", "gnu", "oldgnu", "pax"})
    void readsWhatTarWrites(String format) throws Exception {
        Path site = site();
        byte[] tar = run("tar", site, "tar", "--format=" + format, "-cf", "-", ".");
        assertThat(files(tar)).isEqualTo("docs/a.html=A docs/ü.html=U index.html=I");
        byte[] gzip = run("tar", site, "tar", "--format=" + format, "-czf", "-", ".");
        assertThat(files(gzip)).isEqualTo("docs/a.html=A docs/ü.html=U index.html=I");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "oldgnu", "pax"})
    void readsLongNamesAndLinksToThem(String format) throws Exception {
        Path site = site();
        Files.writeString(site.resolve(LONG), "L");
        Files.createSymbolicLink(site.resolve("link"), Path.of(LONG));
        Files.createLink(site.resolve("second"), site.resolve(LONG));
        Files.delete(site.resolve("docs/a.html"));
        byte[] tar = run("tar", site, "tar", "--sort=name", "--format=" + format, "-cf", "-", ".");
        assertThat(files(tar)).isEqualTo(LONG + "=L docs/ü.html=U index.html=I link=L second=L");
    }

    @Test
    void readsTheNamesThatUstarSplits() throws Exception {
        Path deep = Files.createDirectories(site().resolve("d".repeat(90)).resolve("e".repeat(60)));
        Files.writeString(deep.resolve("f"), "F");
        byte[] tar = run("tar", packed.resolve("site"), "tar", "--format=ustar", "-cf", "-", ".");
        assertThat(files(tar)).contains("d".repeat(90) + "/" + "e".repeat(60) + "/f=F");
    }

    @Test
    void readsZstd() throws Exception {
        byte[] tar = new TarBuilder().file("index.html", "I").end();
        assertThat(files(Zstd.compress(tar, 19))).isEqualTo("index.html=I");
        byte[] half = Arrays.copyOf(tar, 512);
        byte[] rest = Arrays.copyOfRange(tar, 512, tar.length);
        byte[] one = Zstd.compress(half);
        byte[] two = Zstd.compress(rest);
        byte[] frames = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, frames, one.length, two.length);
        assertThat(files(frames)).isEqualTo("index.html=I");
    }

    @Test
    void readsGzipOfSeveralMembers() throws IOException {
        byte[] tar = new TarBuilder().file("index.html", "I").end();
        byte[] one = gzip(Arrays.copyOf(tar, 512));
        byte[] two = gzip(Arrays.copyOfRange(tar, 512, tar.length));
        byte[] members = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, members, one.length, two.length);
        assertThat(files(members)).isEqualTo("index.html=I");
    }

    @Test
    void ignoresTheCommentOfGit() throws IOException {
        assertThat(
                        files(
                                new TarBuilder()
                                        .pax('g', "comment", "0123456789abcdef")
                                        .file("site-0123/index.html", "I")
                                        .file("site-0123/a", "A")
                                        .end()))
                .isEqualTo("a=A index.html=I");
    }

    @Test
    void refusesHeadersThatNameOrMeasureEverythingBehindThem() throws IOException {
        assertThat(findings(new TarBuilder().pax('g', "path", "x").file("a", "A").end()))
                .contains("all further files at once");
    }

    @Test
    void takesNameAndSizeFromExtendedHeaders() throws IOException {
        TarBuilder tar = new TarBuilder().pax("path", "docs/" + LONG).pax("size", "3");
        tar.entry(new byte[] {'x'}, '0', "", 0, "abc".getBytes(StandardCharsets.UTF_8));
        assertThat(files(tar.file("b", "B").end())).isEqualTo("b=B docs/" + LONG + "=abc");
    }

    @Test
    void refusesMalformedExtendedHeaders() throws IOException {
        for (String record :
                new String[] {
                    "",
                    "8 path=a\n",
                    "x path=a\n",
                    "11 path=a.b",
                    "3 a\n",
                    "99999999999999 a=b\n",
                    "12 size=-1x\n"
                }) {
            byte[] octets = record.getBytes(StandardCharsets.UTF_8);
            String findings =
                    files(new TarBuilder().entry("p", 'x', "", octets).file("a", "A").end());
            assertThat(findings)
                    .as(record)
                    .isEqualTo(record.isEmpty() ? "a=A" : findings)
                    .satisfies(f ->
                            assertThat(record.isEmpty() || f.contains("malformed")).as(f).isTrue());
        }
    }

    @Test
    void refusesLinksThatLeadOutOrToFoldersOrInCircles() throws IOException {
        String findings =
                findings(
                        new TarBuilder()
                                .file("docs/a", "A")
                                .link("absolute", '2', "/etc/passwd")
                                .link("docs/up", '2', "../../secret")
                                .link("folder", '2', "docs")
                                .link("dangling", '2', "nowhere")
                                .link("loop", '2', "loop")
                                .link("one", '2', "two")
                                .link("two", '2', "one")
                                .link("hard", '1', "/etc/passwd")
                                .link("hard-up", '1', "../x")
                                .end());
        assertThat(findings.lines())
                .satisfiesExactlyInAnyOrder(
                        f ->
                                assertThat(f)
                                        .startsWith(
                                                "absolute: is a link that leads to /etc/passwd, a place on a machine"),
                        f ->
                                assertThat(f)
                                        .startsWith(
                                                "docs/up: is a link that leads to ../../secret, out of the archive"),
                        f ->
                                assertThat(f)
                                        .startsWith(
                                                "folder: is a link that leads to docs, which is a folder or not in the archive"),
                        f ->
                                assertThat(f)
                                        .startsWith(
                                                "dangling: is a link that leads to nowhere, which is a folder or not"),
                        f -> assertThat(f).startsWith("loop: is a link that leads to itself"),
                        f -> assertThat(f).startsWith("one: is a link that leads to itself"),
                        f -> assertThat(f).startsWith("two: is a link that leads to itself"),
                        f -> assertThat(f).startsWith("/etc/passwd: starts at the root"),
                        f -> assertThat(f).startsWith("../x: leads out of the site"));
    }

    @Test
    void copiesWhatLinksLeadTo() throws IOException {
        assertThat(
                        files(
                                new TarBuilder()
                                        .link("first", '2', "docs/../docs/./b")
                                        .file("docs/a", "A")
                                        .link("docs/b", '2', "a")
                                        .link("hard", '1', "docs/a")
                                        .link("harder", '1', "./hard")
                                        .end()))
                .isEqualTo("docs/a=A docs/b=A first=A hard=A harder=A");
    }

    @Test
    void refusesAHardLinkToALaterEntry() throws IOException {
        assertThat(findings(new TarBuilder().link("b", '1', "a").file("a", "A").end()))
                .contains("b: is a link that leads to a, which comes later");
    }

    @Test
    void refusesAFileBehindALink() throws IOException {
        assertThat(
                        findings(
                                new TarBuilder()
                                        .file("docs/a", "A")
                                        .link("x", '2', "docs/a")
                                        .file("x/b", "B")
                                        .end()))
                .contains("x: is a file, and a folder that holds b");
    }

    @Test
    void refusesWhatNoSiteHas() throws IOException {
        String findings =
                findings(
                        new TarBuilder()
                                .link("null", '3', "")
                                .link("disk", '4', "")
                                .link("pipe", '6', "")
                                .link("odd", 'Z', "")
                                .pax("GNU.sparse.major", "1")
                                .file("holes", "x")
                                .end());
        assertThat(findings)
                .contains("null: is a device")
                .contains("disk: is a device")
                .contains("pipe: is a named pipe")
                .contains("odd: is of an unknown kind, number 90")
                .contains("holes: is a sparse file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void refusesTheSparseFilesOfTar(String format) throws Exception {
        Path site = site();
        try (var file = new RandomAccessFile(site.resolve("holes").toFile(), "rw")) {
            file.setLength(8 << 20);
            file.seek(1 << 20);
            file.write(1);
        }
        byte[] tar = run("tar", site, "tar", "--format=" + format, "-cSf", "-", ".");
        assertThat(tar.length).isLessThan(1 << 20);
        assertThat(findings(tar)).contains("is a sparse file");
    }

    @Test
    void refusesSizesThatCannotBe() throws IOException {
        byte[] negative = new TarBuilder().file("a", "A").end();
        Arrays.fill(negative, 124, 136, (byte) 0xff);
        byte[] header = Arrays.copyOf(negative, 512);
        TarBuilder.sum(header);
        System.arraycopy(header, 0, negative, 0, 512);
        assertThat(findings(negative)).contains("impossible size");
        byte[] endless =
                new TarBuilder()
                        .entry(
                                "a".getBytes(StandardCharsets.UTF_8),
                                '0',
                                "",
                                1L << 40,
                                new byte[512])
                        .end();
        assertThat(findings(endless)).contains("cut short");
        assertThat(
                        findings(
                                new TarBuilder()
                                        .entry(
                                                "d",
                                                '5',
                                                "",
                                                "content".getBytes(StandardCharsets.UTF_8))
                                        .end()))
                .contains("tools disagree");
    }

    @Test
    void noticesThatItIsCutShortWhereverThatIs() throws IOException {
        byte[] tar =
                new TarBuilder()
                        .file("index.html", "I".repeat(700))
                        .pax("path", "b")
                        .file("x", "B")
                        .end();
        assertThat(files(tar)).startsWith("b=B index.html=I");
        for (int length = 0;
                length < tar.length;
                length += length % 512 == 511 || length % 512 == 0 ? 1 : 85) {
            assertThat(read(Arrays.copyOf(tar, length)))
                    .as("cut at %s", length)
                    .isInstanceOf(Assembled.Refused.class);
        }
        byte[] gzip = gzip(tar);
        byte[] zstd = Zstd.compress(tar);
        for (byte[] packed : new byte[][] {gzip, zstd}) {
            assertThat(files(packed)).startsWith("b=B index.html=I");
            for (int length = 0; length < packed.length; length++) {
                assertThat(read(Arrays.copyOf(packed, length)))
                        .as("cut at %s of %s", length, packed.length)
                        .isInstanceOf(Assembled.Refused.class);
            }
        }
    }

    @Test
    void noticesEveryDamagedOctetOfACompressedArchive() throws IOException {
        byte[] gzip = gzip(new TarBuilder().file("index.html", "I".repeat(700)).end());
        for (int i = 18; i < gzip.length; i++) {
            byte[] damaged = gzip.clone();
            damaged[i] ^= 0x20;
            if (read(damaged) instanceof Assembled.Whole) {
                // a bit that no code uses
                assertThat(files(damaged)).as("octet %s", i).isEqualTo(files(gzip));
            }
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() throws IOException {
        byte[] one = new TarBuilder().file("a", "A").end();
        assertThat(findings(new TarBuilder().raw(one).file("b", "B").end()))
                .contains("something follows the archive's end");
        assertThat(files(new TarBuilder().raw(one).raw(new byte[9216]).octets())).isEqualTo("a=A");
    }

    @Test
    void refusesBombs() throws IOException {
        byte[] zeros = new byte[32 << 20];
        byte[] gzip = gzip(new TarBuilder().entry("zeros", '0', "", zeros).end());
        assertThat(findings(gzip)).contains("more than 200 times its own size");
        byte[] zstd = Zstd.compress(new TarBuilder().entry("zeros", '0', "", zeros).end());
        assertThat(findings(zstd)).contains("more than 200 times its own size");
        byte[] padding = gzip(new TarBuilder().file("a", "A").raw(zeros).end());
        assertThat(findings(padding)).contains("more than 200 times its own size");
        byte[] within = gzip(new TarBuilder().entry("zeros", '0', "", new byte[8 << 20]).end());
        assertThat(read(within)).isInstanceOf(Assembled.Whole.class);
    }

    @Test
    void keepsToEveryBound() throws IOException {
        byte[] tar = new TarBuilder().file("a", "12345").file("b", "12345").file("c", "1").end();
        Duration minute = Duration.ofMinutes(1);
        assertThat(read(tar, new Bounds(3, 11, 5, tar.length, minute)))
                .isInstanceOf(Assembled.Whole.class);
        assertThat(refused(tar, new Bounds(2, 11, 5, tar.length, minute)))
                .contains("more than 2 files");
        assertThat(refused(tar, new Bounds(3, 10, 5, tar.length, minute)))
                .contains("all files together have more than 10 octets");
        assertThat(refused(tar, new Bounds(3, 11, 4, tar.length, minute)))
                .contains("a: has more than 4 octets");
        assertThat(refused(tar, new Bounds(3, 11, 5, tar.length - 1, minute)))
                .contains("longer than " + (tar.length - 1) + " octets");
    }

    @Test
    void countsCopiesThatLinksMakeAsFiles() throws IOException {
        TarBuilder tar = new TarBuilder().file("a", "1".repeat(100));
        for (int i = 0; i < 50; i++) {
            tar.link("l" + i, '2', "a");
        }
        assertThat(refused(tar.end(), new Bounds(100, 1000, 100, 1 << 20, Duration.ofMinutes(1))))
                .contains("all files together have 5100 octets");
    }

    @Test
    void takesNoLongerThanItMay() throws IOException {
        byte[] tar = new TarBuilder().file("a", "A".repeat(100_000)).end();
        Instant[] now = {Instant.EPOCH};
        InputStream slow =
                new ByteArrayInputStream(tar) {
                    @Override
                    public synchronized int read(byte[] to, int at, int length) {
                        now[0] = now[0].plusSeconds(20);
                        return super.read(to, at, Math.min(length, 1000));
                    }
                };
        Assembled read = new Archives(store(), folder, () -> now[0]).read(slow, BOUNDS);
        assertThat(findings((Assembled.Refused) read)).contains("took longer than 60 s");
    }

    @Test
    void passesOnWhatTheSenderFailedWith() {
        byte[] tar = new TarBuilder().file("a", "A".repeat(100_000)).end();
        IOException reset = new IOException("reset");
        for (byte[] start :
                new byte[][] {Arrays.copyOf(tar, 700), new byte[] {0x1f, (byte) 0x8b, 8}}) {
            InputStream broken =
                    new SequenceInputStream(
                            new ByteArrayInputStream(start), BlobStoreContract.failing("", reset));
            assertThatThrownBy(() ->
                            new Archives(store(), folder, InstantSource.system())
                                    .read(broken, BOUNDS))
                    .isSameAs(reset);
        }
    }

    @Test
    void tellsWhatElseWasSent() throws IOException {
        assertThat(findings(new byte[0])).contains("nothing was sent");
        assertThat(findings(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0})).contains("xz");
        assertThat(findings("<html>".getBytes(StandardCharsets.UTF_8))).contains("is no archive");
        assertThat(findings(gzip("<html>".getBytes(StandardCharsets.UTF_8))))
                .contains("what is compressed is no tar");
        assertThat(findings(new byte[1024])).contains("holds no files");
    }

    private String refused(byte[] archive, Bounds bounds) throws IOException {
        return findings((Assembled.Refused) read(archive, bounds));
    }

    private Path site() throws IOException {
        Path site = Files.createDirectories(packed.resolve("site"));
        Files.createDirectories(site.resolve("docs"));
        Files.writeString(site.resolve("index.html"), "I");
        Files.writeString(site.resolve("docs/a.html"), "A");
        Files.writeString(site.resolve("docs/ü.html"), "U");
        return site;
    }
}
