package croft.house.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/// A port for a program that cannot choose one itself. It is below those that the system gives to
/// clients (32768 and up), where an outgoing connection could take it in between; and it is given
/// to nobody else as long as this process lives, since tests of several modules run at a time.
///
/// Every method may be called from any thread.
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    /// An octet for each port, locked by the process that was given it.
    private static final FileChannel GIVEN = open();

    /// Held until the process ends.
    private static final Queue<FileLock> LOCKS = new ConcurrentLinkedQueue<>();

    private FreePort() {}

    /// A port that nobody listens at, neither by TCP nor by UDP, at any address of this machine.
    ///
    /// @throws AssertionError if there is none from 20000 to 31999
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isReserved(port) && isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port from " + FIRST + " to " + LAST);
    }

    private static boolean isReserved(int port) {
        try {
            FileLock lock = GIVEN.tryLock(port, 1, false);
            return lock != null && LOCKS.add(lock);
        } catch (OverlappingFileLockException _) {
            return false; // given to somebody in this process
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket everywhere = new ServerSocket(port, 1);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
            return everywhere.isBound() && udp.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    private static FileChannel open() {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "croft-test-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
