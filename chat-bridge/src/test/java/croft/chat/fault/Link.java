package croft.chat.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection through a [FaultProxy]: a thread for each way.
final class Link {
    private static final int PORTION = 16 * 1024;

    /// How much of what was passed on is remembered, for texts that arrive in pieces.
    private static final int MEMORY = 256;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private byte[] before = new byte[0];
    private long allowed = Long.MAX_VALUE;
    private volatile @Nullable Bite answer;
    private int answered;

    Link(FaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    /// Passes on what comes, until it ends.
    void pump(Way way) {
        Socket from = way == Way.TO_SERVER ? client : server;
        Socket to = way == Way.TO_SERVER ? server : client;
        byte[] portion = new byte[PORTION];
        try {
            OutputStream out = to.getOutputStream();
            while (true) {
                int read = readCalmly(from, portion);
                Thread.sleep(proxy.delay());
                if (read < 0) {
                    to.shutdownOutput();
                    break;
                }
                byte[] octets = Arrays.copyOf(portion, read);
                if (way == Way.TO_SERVER) {
                    request(octets, out);
                } else {
                    respond(octets, out);
                }
            }
            if (client.isOutputShutdown() && server.isOutputShutdown()) {
                breakOff();
            }
        } catch (IOException _) {
            breakOff();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            breakOff();
        }
    }

    /// While everything is swallowed, the end of a connection is too.
    private int readCalmly(Socket from, byte[] into) throws IOException, InterruptedException {
        try {
            int read = from.getInputStream().read(into);
            proxy.calm();
            return read;
        } catch (IOException e) {
            proxy.calm();
            throw e;
        }
    }

    private void request(byte[] octets, OutputStream out) throws IOException {
        byte[] known = Arrays.copyOf(before, before.length + octets.length);
        System.arraycopy(octets, 0, known, before.length, octets.length);
        Optional<FaultProxy.Met> met = proxy.meet(known, before.length);
        if (met.isPresent()) {
            switch (met.get().bite()) {
                case Bite.NotDelivered _ -> throw new IOException("not delivered");
                case Bite.Begun begun ->
                        allowed = met.get().end() - before.length + (long) begun.octets();
                case Bite other -> answer = other;
            }
        }
        int passed = (int) Math.min(octets.length, allowed);
        out.write(octets, 0, passed);
        allowed -= allowed == Long.MAX_VALUE ? 0 : passed;
        if (allowed == 0) {
            throw new IOException("begun");
        }
        before = Arrays.copyOfRange(known, Math.max(0, known.length - MEMORY), known.length);
    }

    private void respond(byte[] octets, OutputStream out) throws IOException {
        switch (answer) {
            case Bite.AnswerLost _ -> throw new IOException("lost");
            case Bite.AnswerSwallowed _ -> {}
            case Bite.AnswerHalved half -> {
                int passed = Math.min(octets.length, half.octets() - answered);
                out.write(octets, 0, passed);
                answered += passed;
                if (answered >= half.octets()) {
                    FaultProxy.close(client);
                    throw new IOException("halved");
                }
            }
            case null, default -> out.write(octets);
        }
    }

    /// Says no more one way.
    void end(Way way) {
        try {
            (way == Way.TO_SERVER ? server : client).shutdownOutput();
        } catch (IOException _) {
            // Ended already.
        }
    }

    /// Breaks it.
    void breakOff() {
        proxy.gone(this);
        FaultProxy.reset(client);
        FaultProxy.reset(server);
    }
}
