package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody else's bridge, as simple as most are: what its WebSocket tells of one channel it says
/// in the other, with the name before it. It knows its own accounts, and no other bridge; what it
/// misses while it is not connected is lost, and answers, edits and deletions it does not know at
/// all. Its account is a bot's or a person's, as it is given.
public final class NaiveBridge implements AutoCloseable {
    private final End one;
    private final End other;
    private final AtomicInteger carried = new AtomicInteger();

    /// Links two channels, `team/channel` each.
    public NaiveBridge(
            PaperMattermost server,
            Person account,
            String channel,
            PaperMattermost otherServer,
            Person otherAccount,
            String otherChannel)
            throws InterruptedException {
        one = new End(server, account, server.channel(channel));
        other = new End(otherServer, otherAccount, otherServer.channel(otherChannel));
        one.carry(other);
        other.carry(one);
    }

    /// How many messages it has carried.
    public int carried() {
        return carried.get();
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }

    private final class End {
        private final Person account;
        private final String channel;
        private final Rest rest;
        private final Ears ears;
        private volatile boolean closed;

        End(PaperMattermost server, Person account, String channel) throws InterruptedException {
            this.account = account;
            this.channel = channel;
            rest = new Rest(server.url(), account.token());
            ears = Ears.open(server, account.token());
            ears.next("hello");
        }

        void carry(End to) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (!closed) {
                            try {
                                carry(ears.take(), to);
                            } catch (IOException _) {
                                // Lost, as naive bridges lose.
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                                return;
                            }
                        }
                    });
        }

        private void carry(Json event, End to) throws IOException, InterruptedException {
            Json post = Json.read(event.get("data").text("post"));
            if (event.text("event").equals("posted")
                    && post.text("channel_id").equals(channel)
                    && post.text("type").isEmpty()
                    && !post.text("user_id").equals(account.id())) {
                String name = event.get("data").text("sender_name");
                to.rest.say(to.channel, "**" + name + "**: " + post.text("message"));
                carried.incrementAndGet();
            }
        }

        void close() {
            closed = true;
            ears.close();
            rest.close();
        }
    }
}
