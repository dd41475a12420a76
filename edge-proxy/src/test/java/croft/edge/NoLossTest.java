package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.logfile.LogFolder;
import croft.edge.store.Purge;
import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.HostName;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything that changes while visitors are there, again and again: sites come, go and change,
/// certificates are swapped, all that is stored is taken away, the log is moved aside. No request
/// is lost by it, and no WebSocket closed; the figure is printed.
@Timeout(300)
class NoLossTest {
    private static final String HOST = "site.test";
    private static final String CHAT = "chat.test";
    private static final int SOCKETS = 200;
    private static final int STREAMS_EACH = 25;
    private static final int ROUNDS = 20;

    /// The writer looks once a second whether its file is still there.
    private static final int ROUNDS_EACH_LOG = 5;

    /// So large that nothing is thrown away, as each line is counted.
    private static final int LOG_MEBIBYTES = 500;

    private static final int VISITORS_EACH = 2;

    /// Requests that are answered in each round, at least.
    private static final int BETWEEN = 40;

    /// Of a visitor on one connection; then it comes anew, and meets the newest certificate.
    private static final int ON_ONE_CONNECTION = 60;

    @TempDir private Path folder = Path.of("unset");
    private final AtomicInteger served = new AtomicInteger();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void nothingIsLostWhileEverythingChanges() throws Exception {
        try (ScriptedOrigin site = new ScriptedOrigin();
                StandInMattermost chat = new StandInMattermost();
                LoggedEdge logged =
                        new LoggedEdge(
                                folder,
                                LoggedEdge.policy(AccessLogPolicy.Format.JSON, LOG_MEBIBYTES),
                                site.origin());
                Sockets sockets = new Sockets()) {
            TestEdge edge = logged.edge;
            for (int i = 0; i < 10; i++) {
                site.answers(
                        "/kept/" + i,
                        "200 OK",
                        "kept " + i,
                        "Cache-Control: max-age=60",
                        "Surrogate-Key: all k" + i);
                site.answers("/passed/" + i, "200 OK", "passed " + i, "Cache-Control: no-store");
            }
            reload(edge, site, chat, 0);
            sockets.open(edge);
            List<CompletableFuture<Void>> visitors = new ArrayList<>();
            for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
                for (int i = 0; i < VISITORS_EACH; i++) {
                    visitors.add(
                            CompletableFuture.runAsync(
                                    () -> visit(edge, protocol),
                                    task -> Thread.ofVirtual().start(task)));
                }
            }
            int purges = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                reload(edge, site, chat, round);
                edge.certify(HOST, CHAT, "other-" + round + ".test");
                purges += purge(edge, round);
                if (round % ROUNDS_EACH_LOG == 0) {
                    rotate(round);
                }
                int enough = served.get() + BETWEEN;
                Eventually.until(() -> served.get() >= enough || !lost.isEmpty());
            }
            int closed = sockets.closed();
            over.set(true);
            visitors.forEach(CompletableFuture::join);
            LogFolder log = logged.folder;
            long lines = logged.lines().size();
            System.out.printf(
                    "%d requests, %d lost; %d WebSockets, %d closed; %d reloads,"
                            + " %d certificate swaps, %d purges, %d files of the log%n",
                    served.get() + lost.size(),
                    lost.size(),
                    SOCKETS,
                    closed,
                    ROUNDS,
                    2 * ROUNDS,
                    purges,
                    log.files().size());
            assertThat(lost).isEmpty();
            assertThat(closed).isZero();
            // requests, and the WebSockets, which end with the edge
            assertThat(lines).isGreaterThanOrEqualTo(served.get() + SOCKETS);
            assertThat(logged.writer.dropped()).isZero();
            assertThat(log.files()).hasSizeGreaterThanOrEqualTo(ROUNDS / ROUNDS_EACH_LOG);
            assertThat(served.get()).isGreaterThanOrEqualTo(ROUNDS * BETWEEN);
        }
    }

    /// A croft.yml of each round: two sites that stay, one of which is changed, and one that is
    /// there in this round only. Certificates come with it.
    private static void reload(
            TestEdge edge, ScriptedOrigin site, StandInMattermost chat, int round) {
        CachePolicy.Preset preset =
                round % 2 == 0 ? CachePolicy.Preset.APP : CachePolicy.Preset.WIKI;
        edge.forward(
                List.of(
                        TestEdge.site(HOST, site.origin(), CachePolicy.of(preset)),
                        TestEdge.site(
                                CHAT, chat.origin(), CachePolicy.of(CachePolicy.Preset.MATTERMOST)),
                        TestEdge.site(
                                "other-" + round + ".test",
                                site.origin(),
                                CachePolicy.of(CachePolicy.Preset.APP))));
    }

    /// As logrotate does: the file is moved away, and the edge begins another.
    private void rotate(int round) throws IOException {
        Path current = folder.resolve("access.log");
        Eventually.until(() -> Files.exists(current));
        Files.move(current, folder.resolve("moved-" + round + ".log"));
    }

    /// A storm: each key, each URL, and everything, softly and hard by turns.
    private static int purge(TestEdge edge, int round) {
        boolean soft = round % 2 == 0;
        int purges = 0;
        for (int i = 0; i < 10; i++) {
            edge.cache.purge(new Purge.Keys(Set.of("k" + i), Optional.empty(), soft));
            edge.cache.purge(new Purge.Url(HOST, "/kept/" + i, !soft));
            purges += 2;
        }
        edge.cache.purge(new Purge.Host(new HostName(HOST), soft));
        edge.cache.purge(new Purge.Everything(soft));
        return purges + 2;
    }

    /// One request after the other, kept and passed through by turns.
    private void visit(TestEdge edge, Visitor.Protocol protocol) {
        while (!over.get()) {
            try (Visitor visitor = protocol.visit(edge, HOST)) {
                for (int i = 0; i < ON_ONE_CONNECTION && !over.get(); i++) {
                    String path = (i % 2 == 0 ? "/kept/" : "/passed/") + i % 10;
                    Reply reply = visitor.get(path);
                    String expected = path.substring(1).replace('/', ' ');
                    if (reply.status() == 200 && reply.body().equals(expected)) {
                        served.incrementAndGet();
                    } else {
                        lost.add(protocol + " " + path + ": " + reply);
                        return;
                    }
                }
            } catch (IOException e) {
                lost.add(protocol + ": " + e);
                return;
            }
        }
    }

    /// Open WebSockets: half of them over connections of their own, half as streams.
    private static final class Sockets implements AutoCloseable {
        private final List<Socket> connections = new ArrayList<>();
        private final List<FramePeer> peers = new ArrayList<>();
        private final List<ChatSocket> open = new ArrayList<>();

        void open(TestEdge edge) throws IOException {
            String origin = "https://" + CHAT;
            while (open.size() < SOCKETS / 2) {
                Socket socket = Tls.connect(edge.doors.https(), CHAT, "http/1.1");
                connections.add(socket);
                open.add(ChatSocket.overHttp1(socket, CHAT, origin));
            }
            while (open.size() < SOCKETS) {
                FramePeer peer = Tls.http2(edge, CHAT);
                peers.add(peer);
                for (int i = 0; i < STREAMS_EACH; i++) {
                    open.add(ChatSocket.overHttp2(peer, 2 * i + 1, CHAT, origin));
                }
            }
        }

        /// How many do not bring a message back.
        int closed() {
            int closed = 0;
            for (ChatSocket socket : open) {
                try {
                    closed += socket.talk("hello...") ? 0 : 1;
                } catch (IOException e) {
                    closed++;
                }
            }
            return closed;
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : connections) {
                socket.close();
            }
            for (FramePeer peer : peers) {
                peer.close();
            }
        }
    }
}
