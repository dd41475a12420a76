package croft.chat.mattermost;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One round trip through a channel of a live server: each thing that this bridge relies on is done
/// and looked at. What was written is deleted in the end, whatever came of it.
final class Trial {
    private static final Duration HEARD = Duration.ofSeconds(10);

    private final Home home;
    private final Client client;
    private final String channel;
    private final InstantSource time;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();

    Trial(Home home, String channel, InstantSource time) {
        this.home = home;
        this.client = home.client();
        this.channel = channel;
        this.time = time;
    }

    List<Finding> run() throws InterruptedException {
        try (Socket socket =
                Socket.open(client.rest(), Resumption.NONE, Rest.LIMIT, Duration.ofSeconds(5))) {
            UUID key = UUID.randomUUID();
            Post post = post(key);
            heard(socket, post);
            search(key, post);
            edit(post);
            thread(post);
            reaction(post);
            file();
        } catch (Trouble e) {
            findings.add(Finding.wrong("the round trip ended: " + e.why(), ""));
        } finally {
            clean();
        }
        return List.copyOf(findings);
    }

    private Post post(UUID key) throws Trouble, InterruptedException {
        Map<String, Object> props = new LinkedHashMap<>(Props.of(key, 0, List.of("verify")));
        props.put("from_webhook", "true");
        props.put("override_username", "croft-verify");
        Client.Draft draft =
                new Client.Draft(
                        channel,
                        "croft chat verify: this goes away again",
                        Optional.empty(),
                        List.of(),
                        props,
                        key + ":0",
                        false);
        long before = time.millis();
        Post post = client.create(draft);
        posts.add(post.id());
        findings.add(Finding.good("a post is made within " + (time.millis() - before) + " ms"));
        Post again = client.create(draft);
        if (!again.id().equals(post.id())) {
            posts.add(again.id());
        }
        expect(
                again.id().equals(post.id()),
                "the same pending_post_id makes one post",
                "the same pending_post_id makes two posts: a message may be doubled when an answer"
                        + " is lost");
        expect(
                Props.isOf(post.props(), key, 0),
                "props of our own are kept",
                "props of our own are dropped: messages may be doubled, and come back as echoes");
        boolean kept = post.props().get("override_username").text().isPresent();
        findings.add(
                Finding.good(
                        "names given with a post are "
                                + (kept ? "kept (before v12)" : "dropped (v12)")
                                + "; this bridge gives none"));
        return post;
    }

    private void heard(Socket socket, Post post) throws Trouble, InterruptedException {
        boolean heard = false;
        boolean waiting = true;
        while (!heard && waiting) {
            Optional<String> text = socket.next(HEARD);
            waiting = text.isPresent();
            if (text.isPresent()) {
                socket.more();
                heard = isAbout(text.get(), post);
            }
        }
        expect(
                heard,
                "the WebSocket tells of a post",
                "the WebSocket told nothing of a post within 10 s: messages come minutes late");
    }

    private static boolean isAbout(String text, Post post) {
        try {
            return Frame.of(text).happened() instanceof Frame.Happened.Posted(Post heard)
                    && heard.id().equals(post.id());
        } catch (IOException _) {
            return false;
        }
    }

    private void search(UUID key, Post post) throws Trouble, InterruptedException {
        boolean found =
                client.changedSince(channel, post.updateAt() - 1).posts().values().stream()
                        .anyMatch(one -> Props.isOf(one.props(), key, 0));
        expect(
                found,
                "what was posted is found again by its key",
                "what was posted is not found again: messages may be doubled");
        boolean strict =
                client.changedSince(channel, post.updateAt()).order().stream()
                        .noneMatch(id -> id.equals(post.id()));
        expect(
                strict,
                "changes are told by time as expected",
                "changes of the very millisecond are told again; harmless");
    }

    private void edit(Post post) throws Trouble, InterruptedException {
        Post edited = client.edit(post.id(), "croft chat verify: edited");
        expect(
                edited.message().endsWith("edited") && edited.editAt() > 0,
                "edits are made, and told as edits",
                "edits are not told as edits: other channels keep the old text");
        expect(
                edited.props().get(Props.KEY).text().isPresent(),
                "props outlive an edit",
                "props are dropped by an edit");
    }

    private void thread(Post root) throws Trouble, InterruptedException {
        Post answer =
                client.create(
                        new Client.Draft(
                                channel,
                                "croft chat verify: an answer",
                                Optional.of(root.id()),
                                List.of(),
                                Map.of(),
                                UUID.randomUUID().toString(),
                                home.edition().isFrom(11, 10) && home.me().bot()));
        posts.add(answer.id());
        expect(
                answer.root().equals(root.id()),
                "answers are in their thread",
                "an answer is not in its thread");
    }

    private void reaction(Post post) throws Trouble, InterruptedException {
        String me = home.me().id();
        client.react(me, post.id(), "tada");
        boolean there =
                client.post(post.id()).reactions().stream().anyMatch(r -> r.user().equals(me));
        client.unreact(me, post.id(), "tada");
        boolean gone = client.post(post.id()).reactions().isEmpty();
        expect(
                there && gone,
                "reactions come and go with their post",
                "reactions are not told with their post: those of an outage are not seen");
    }

    private void file() throws Trouble, InterruptedException {
        byte[] content = "croft chat verify\n".getBytes(StandardCharsets.UTF_8);
        String id =
                client.upload(
                        channel,
                        "croft-verify.txt",
                        "text/plain",
                        BodyPublishers.ofByteArray(content),
                        () -> 0L);
        Post post =
                client.create(
                        new Client.Draft(
                                channel,
                                "croft chat verify: a file",
                                Optional.empty(),
                                List.of(id),
                                Map.of(),
                                UUID.randomUUID().toString(),
                                false));
        posts.add(post.id());
        boolean same;
        try (InputStream in = client.file(id)) {
            same =
                    new String(in.readNBytes(1000), StandardCharsets.UTF_8)
                            .equals("croft chat verify\n");
        } catch (IOException _) {
            same = false;
        }
        expect(same, "files go up and come down the same", "a file did not come back as it went");
    }

    private void expect(boolean holds, String good, String wrong) {
        findings.add(
                holds
                        ? Finding.good(good)
                        : Finding.wrong(
                                wrong,
                                "This server does not do what Mattermost does; tell Croft's"
                                        + " makers its version."));
    }

    private void clean() throws InterruptedException {
        for (String id : posts.reversed()) {
            try {
                client.delete(id);
            } catch (Trouble e) {
                findings.add(
                        Finding.doubtful(
                                "a post of the trial stays: " + e.why(),
                                "Delete it by hand; the bridge's account has no right to."));
            }
        }
    }
}
