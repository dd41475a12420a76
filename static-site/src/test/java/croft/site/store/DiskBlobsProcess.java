package croft.site.store;

import croft.site.content.Coding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A store in a process of its own, to be killed, or to be given a small disk.
final class DiskBlobsProcess {
    /// One line for each thing that [#fill] tried.
    static final String SAID_ON_SMALL_DISK =
            """
            blob: no space
            upload: no space at 0
            variant: no space
            left: 1 blobs, 0 uploads, 0 unfinished
            a smaller one: stored
            """;

    private static final int SMALL_DISK_KIB = 4096;

    private DiskBlobsProcess() {}

    static Process start(Path store, String what) throws IOException {
        return new ProcessBuilder(command(store, what)).inheritIO().start();
    }

    /// In a user and mount namespace of its own, so that nobody needs to be root.
    static Process startOnSmallDisk(Path mountPoint) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size="
                                        + SMALL_DISK_KIB
                                        + "k none \"$0\" && exec \"$@\"",
                                mountPoint.toString()));
        command.addAll(command(mountPoint.resolve("site"), "fill"));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> command(Path store, String what) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DiskBlobsProcess.class.getName(),
                store.toString(),
                what);
    }

    /// Does what it is told in the store it is given.
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        try (DiskBlobs store = DiskBlobs.open(home, InstantSource.system())) {
            switch (arguments[1]) {
                case "endless" -> store.write(octets(Long.MAX_VALUE, true));
                case "fill" -> fill(home, store);
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }
    }

    private static void fill(Path home, DiskBlobs store) throws IOException {
        BlobId first = store.write(octets(1 << 20, false)).id();
        try {
            store.write(octets(8 << 20, false));
            System.out.println("blob: stored");
        } catch (NotEnoughSpace _) {
            System.out.println("blob: no space");
        }
        UploadName upload = new UploadName("u");
        try {
            store.append(upload, 0, octets(8 << 20, false), Long.MAX_VALUE);
            System.out.println("upload: stored");
        } catch (NotEnoughSpace _) {
            System.out.println("upload: no space at " + store.offset(upload));
        }
        try {
            store.writeVariant(first, Coding.GZIP, new byte[8 << 20]);
            System.out.println("variant: stored");
        } catch (NotEnoughSpace _) {
            System.out.println("variant: no space");
        }
        List<BlobStore.Held> held = new ArrayList<>();
        store.list(held::add);
        List<BlobStore.Begun> begun = new ArrayList<>();
        store.listUploads(begun::add);
        try (Stream<Path> files = Files.walk(home.resolve("unfinished"))) {
            long unfinished = files.filter(f -> f.getFileName().toString().matches("\\d+")).count();
            System.out.println(
                    "left: "
                            + held.size()
                            + " blobs, "
                            + begun.size()
                            + " uploads, "
                            + unfinished
                            + " unfinished");
        }
        store.delete(first, Instant.MAX);
        store.write(octets(2 << 20, false));
        System.out.println("a smaller one: stored");
    }

    /// Octets that do not repeat; endless ones come slowly, so that they fill no disk.
    private static InputStream octets(long length, boolean slowly) {
        Random random = new Random(5);
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? random.nextInt(256) : -1;
            }

            @Override
            public int read(byte[] to, int at, int most) {
                if (left <= 0) {
                    return -1;
                }
                int n = (int) Math.min(Math.min(most, slowly ? 1 : most), left);
                byte[] piece = new byte[n];
                random.nextBytes(piece);
                System.arraycopy(piece, 0, to, at, n);
                left -= n;
                return n;
            }
        };
    }
}
