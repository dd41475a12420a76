package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is said on one WebSocket: who it is, what they missed, and then events and pings.
final class Connection implements Visitors.Talk {
    /// How long a client has to say who it is (`authCheckInterval`).
    private static final int AUTHENTICATION_SECONDS = 5;

    private final Settings settings;
    private final Running server;
    private final Database database;
    private final Optional<Session> known;
    private final Optional<Long> next;
    private final CountDownLatch authenticated = new CountDownLatch(1);
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Line line;
    private volatile @Nullable Long challenge;
    private volatile long heardAt = System.nanoTime();

    Connection(
            Settings settings,
            Running server,
            Database database,
            Optional<Session> known,
            String connection,
            String sequence) {
        this.settings = settings;
        this.server = server;
        this.database = database;
        this.known = known;
        next = known.isEmpty() ? Optional.empty() : begin(known.get(), connection, sequence);
    }

    /// Begins, or comes back. Who has not said who they are yet cannot come back: what they ask for
    /// is not looked at.
    ///
    /// @return what the client expects next; empty where it begins anew
    private Optional<Long> begin(Session session, String connection, String sequence) {
        Optional<Subscription> before =
                Id.valid(connection) ? server.hub().find(session, connection) : Optional.empty();
        if (before.isEmpty()) {
            if (connection.isEmpty() || Id.valid(connection)) {
                subscription = server.hub().open(session);
            }
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(sequence);
            if (number >= 0) {
                subscription = before.get();
                return Optional.of(number);
            }
        } catch (NumberFormatException _) {
            // Refused like a negative one.
        }
        return Optional.empty();
    }

    @Override
    public void run(Line to) throws IOException, InterruptedException {
        Line patient = new Patient(to);
        line = patient;
        if (known.isEmpty() && !authenticated.await(AUTHENTICATION_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the client does not say who it is");
        }
        Subscription one = subscription;
        if (one == null) {
            throw new IOException(
                    "no connection id, or sequence number not present in websocket request");
        }
        Long asked = challenge;
        if (asked != null) {
            one.answer(ok(asked, Map.of()));
        }
        one.serve(patient, next);
    }

    @Override
    public void hear(String text) {
        heardAt = System.nanoTime();
        if (text.isEmpty()) {
            return;
        }
        try {
            act(Json.read(text));
        } catch (IOException _) {
            close();
        }
    }

    private void act(Json said) {
        long seq = said.number("seq");
        String action = said.text("action");
        Subscription one = subscription;
        if (action.equals("authentication_challenge")) {
            if (one == null && known.isEmpty()) {
                authenticate(said.get("data").text("token"), seq);
            }
        } else if (one == null) {
            return;
        } else if (action.isEmpty() || seq <= 0) {
            one.answer(error(seq, 400, "api.web_socket_router.no_action.app_error"));
        } else {
            one.answer(act(one, action, seq, said.get("data")));
        }
    }

    private void authenticate(String token, long seq) {
        Optional<Session> session = server.session(token);
        if (session.isEmpty()) {
            close();
            return;
        }
        subscription = server.hub().open(session.get());
        challenge = seq;
        authenticated.countDown();
    }

    private String act(Subscription one, String action, long seq, Json data) {
        return switch (action) {
            case "ping" ->
                    ok(
                            seq,
                            Map.of(
                                    "text",
                                    "pong",
                                    "version",
                                    settings.release().version(),
                                    "server_time",
                                    settings.now(),
                                    "node_id",
                                    ""));
            case "presence" -> {
                Map<String, String> at = new HashMap<>();
                for (String key : new String[] {"channel_id", "team_id", "thread_channel_id"}) {
                    if (data.has(key)) {
                        at.put(key, data.text(key));
                    }
                }
                one.look(at);
                yield ok(seq, Map.of());
            }
            case "user_typing" -> {
                typing(one.session(), data);
                yield ok(seq, Map.of());
            }
            case "user_update_active_status", "posted_notify_ack" -> {
                one.active();
                yield ok(seq, Map.of());
            }
            case "get_statuses", "get_statuses_by_ids" -> ok(seq, Map.of());
            default -> error(seq, 500, "api.web_socket_router.bad_action.app_error");
        };
    }

    private void typing(Session session, Json data) {
        synchronized (database) {
            String channel = data.text("channel_id");
            if (database.inChannel(session.user(), channel)) {
                server.hub()
                        .publish(
                                new Event(
                                        "typing",
                                        Map.of(
                                                "parent_id",
                                                data.text("parent_id"),
                                                "user_id",
                                                session.user()),
                                        Audience.channel(channel).without(session.user())));
            }
        }
    }

    private static String ok(long seq, Map<String, Object> data) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "OK");
        json.put("seq_reply", seq);
        if (!data.isEmpty()) {
            json.put("data", data);
        }
        return Json.write(json);
    }

    private static String error(long seq, int status, String id) {
        return Json.write(
                Map.of(
                        "status",
                        "FAIL",
                        "seq_reply",
                        seq,
                        "error",
                        new Denied(status, id, id).body()));
    }

    private void close() {
        Line one = line;
        if (one != null) {
            one.close();
        }
    }

    @Override
    public void over() {
        Subscription one = subscription;
        Line gone = line;
        if (one != null && gone != null) {
            one.lost(gone);
        }
    }

    /// A line whose other end is to answer pings.
    private final class Patient implements Line {
        private final Line to;

        Patient(Line to) {
            this.to = to;
        }

        @Override
        public void send(String text) throws IOException, InterruptedException {
            to.send(text);
        }

        @Override
        public void ping() throws IOException, InterruptedException {
            if (System.nanoTime() - heardAt > settings.pong().toNanos()) {
                throw new IOException("the client does not answer");
            }
            to.ping();
        }

        @Override
        public void close() {
            to.close();
        }
    }
}
