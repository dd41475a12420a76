package croft.chat.relay;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Somebody else's bridge between two rooms, which knows its own account and nothing else, as most
/// do. It is a person's account as far as anybody can tell.
final class NaiveBridge implements AutoCloseable {
    private final List<Thread> threads;

    NaiveBridge(PaperServer one, PaperServer other, String room) {
        threads = List.of(copying(one, other, room), copying(other, one, room));
    }

    private static Thread copying(PaperServer from, PaperServer to, String room) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        int read = from.length(room);
                        while (true) {
                            read = copy(from, to, room, read);
                            TimeUnit.MILLISECONDS.sleep(5);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static int copy(PaperServer from, PaperServer to, String room, int read)
            throws InterruptedException {
        List<PaperServer.Line> lines =
                PaperServer.lines(from.ask(List.of("events", room, Integer.toString(read))));
        for (PaperServer.Line line : lines) {
            if (line.kind().equals("posted") && !line.author().equals("naive")) {
                to.perform(
                        List.of(
                                "post",
                                room,
                                "naive",
                                "naive",
                                "",
                                line.name() + ": " + line.text(),
                                "",
                                "",
                                "0",
                                ""));
            }
        }
        return read + lines.size();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
