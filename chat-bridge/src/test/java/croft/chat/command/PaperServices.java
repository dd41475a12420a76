package croft.chat.command;

import croft.chat.message.Conversation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Services that note what they are ordered, and can be slow or unwilling.
final class PaperServices implements Sites, Caches, Wikis, Bridges {
    final List<String> done = Collections.synchronizedList(new ArrayList<>());
    volatile String refusal = "";
    volatile CountDownLatch wait = new CountDownLatch(0);

    Services all() {
        return new Services(this, List::of, this, this, this);
    }

    private void act(String what) throws Unfulfilled, InterruptedException {
        wait.await();
        if (!refusal.isEmpty()) {
            throw new Unfulfilled(refusal);
        }
        done.add(what);
    }

    @Override
    public List<Project> list() throws InterruptedException {
        wait.await();
        return List.of(
                new Project(
                        "journal",
                        List.of("journal.example.net"),
                        Optional.of("r2"),
                        "2026-11-20T08:00:00Z",
                        2));
    }

    @Override
    public Promotion rollback(String project) throws Unfulfilled, InterruptedException {
        act("rollback " + project);
        return new Promotion("r1", Optional.of("r2"), false, 3);
    }

    @Override
    public Promotion promote(String project, String release)
            throws Unfulfilled, InterruptedException {
        act("promote " + project + " " + release);
        return new Promotion(release, Optional.of("r2"), false, 3);
    }

    @Override
    public long purge(URI url) throws Unfulfilled, InterruptedException {
        act("purge " + url);
        return 1;
    }

    @Override
    public List<Hit> search(String query) {
        return List.of(
                new Hit("Plum cake", URI.create("https://notes.example.net/Plum%20cake"), "sweet"));
    }

    @Override
    public List<String> status() {
        return List.of("`wizards/ops` and `libera/#ops`: nothing waits");
    }

    @Override
    public void link(Conversation one, Conversation other)
            throws Unfulfilled, InterruptedException {
        act("link " + one + " " + other);
    }

    @Override
    public void unlink(Conversation one, Conversation other)
            throws Unfulfilled, InterruptedException {
        act("unlink " + one + " " + other);
    }
}
