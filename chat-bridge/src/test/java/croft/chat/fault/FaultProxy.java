package croft.chat.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP proxy before a server of the loopback interface, which passes everything on until it is
/// told otherwise. Every method may be called from any thread, and holds at once for connections
/// that are there and for those that come.
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final AtomicInteger bitten = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Object weather = new Object();
    private boolean swallowing;
    private volatile Duration delay = Duration.ZERO;
    private ServerSocket listening;
    private Future<?> accepting;

    private FaultProxy(int serverPort) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        port = listening.getLocalPort();
        accepting = threads.submit(accept(listening));
    }

    /// One before a server on this port; the server need not be there yet.
    public static FaultProxy before(int serverPort) throws IOException {
        return new FaultProxy(serverPort);
    }

    /// Where clients find it.
    public int port() {
        return port;
    }

    /// Breaks all connections (RST). New ones are served.
    public void cut() {
        links.forEach(Link::breakOff);
    }

    /// Ends all connections one way (FIN), as a program does that says no more.
    public void end(Way way) {
        links.forEach(link -> link.end(way));
    }

    /// Refuses connections and breaks those that are there, until [#heal].
    public synchronized void refuse() {
        stopListening();
        cut();
    }

    /// Swallows everything, both ways, and says nothing of it: what is connected stays so, new
    /// connections are made, nothing arrives. After [#heal] it does, as TCP repeats it; except on
    /// connections that were [#cut] in between.
    public void swallow() {
        synchronized (weather) {
            swallowing = true;
        }
    }

    /// Passes everything on so much later.
    public void delay(Duration by) {
        delay = by;
    }

    /// Lets this befall so many of the next requests that contain this text (ISO 8859-1).
    public void bite(int times, String text, Bite bite) {
        planned.add(new Planned(text, bite, new AtomicInteger(times)));
    }

    /// Nothing happens any more.
    public synchronized void heal() {
        planned.clear();
        delay = Duration.ZERO;
        synchronized (weather) {
            swallowing = false;
            weather.notifyAll();
        }
        if (listening.isClosed()) {
            try {
                listening = new ServerSocket();
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                accepting = threads.submit(accept(listening));
            } catch (IOException e) {
                throw new UncheckedIOException("port " + port, e);
            }
        }
    }

    /// How many requests something befell.
    public int bitten() {
        return bitten.get();
    }

    /// How many connections there were.
    public int accepted() {
        return accepted.get();
    }

    /// How many connections there are.
    public int connected() {
        return links.size();
    }

    @Override
    public synchronized void close() {
        stopListening();
        cut();
        threads.shutdownNow();
    }

    /// A port is free when the thread that accepted at it has ended, not before.
    private void stopListening() {
        close(listening);
        try {
            accepting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Runnable accept(ServerSocket socket) {
        return () -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    accepted.incrementAndGet();
                    threads.execute(() -> connect(client));
                } catch (IOException _) {
                    // Closed.
                }
            }
        };
    }

    private void connect(Socket client) {
        Socket to = new Socket();
        try {
            calm();
            to.connect(server);
        } catch (IOException e) {
            reset(client);
            close(to);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset(client);
            return;
        }
        Link link = new Link(this, client, to);
        links.add(link);
        threads.execute(() -> link.pump(Way.TO_SERVER));
        link.pump(Way.TO_CLIENT);
    }

    /// Returns when nothing is swallowed.
    void calm() throws InterruptedException {
        synchronized (weather) {
            while (swallowing) {
                weather.wait();
            }
        }
    }

    /// How much later everything is passed on.
    Duration delay() {
        return delay;
    }

    /// What befalls a request of which these octets arrived.
    ///
    /// @param known how many of them were looked at before
    Optional<Met> meet(byte[] octets, int known) {
        for (Planned plan : planned) {
            int end = plan.endIn(octets, known);
            if (end >= 0 && plan.take()) {
                bitten.incrementAndGet();
                return Optional.of(new Met(plan.bite, end));
            }
        }
        return Optional.empty();
    }

    void gone(Link link) {
        links.remove(link);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // Closed already.
        }
        close(socket);
    }

    static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception _) {
            // Closed already.
        }
    }

    /// A fault that waits for its request.
    private record Planned(String text, Bite bite, AtomicInteger left) {
        boolean take() {
            return left.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }

        /// Where the text ends that is in these octets and was not before; -1 if it is not.
        int endIn(byte[] octets, int known) {
            int at =
                    new String(octets, StandardCharsets.ISO_8859_1)
                            .indexOf(text, Math.max(0, known - text.length() + 1));
            return at < 0 ? -1 : at + text.length();
        }
    }

    /// A fault that has met its request.
    ///
    /// @param end where the text that it was known by ends
    record Met(Bite bite, int end) {}
}
