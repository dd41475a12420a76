package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Posts and reactions by REST.
final class PostsApi {
    private static final int LONGEST_EMOJI = 64;

    private final Database database;
    private final Posting posting;
    private final Reading reading;
    private final Rights rights;

    PostsApi(Database database, Posting posting, Reading reading) {
        this.database = database;
        this.posting = posting;
        this.reading = reading;
        rights = new Rights(database);
    }

    void addTo(Routes routes) {
        routes.add("POST", "/posts", this::create)
                .add("GET", "/posts/{post_id}", this::get)
                .add("PUT", "/posts/{post_id}", this::update)
                .add("PUT", "/posts/{post_id}/patch", this::patch)
                .add("DELETE", "/posts/{post_id}", this::delete)
                .add("GET", "/posts/{post_id}/thread", this::thread)
                .add("POST", "/posts/ids", this::byIds)
                .add("GET", "/posts/{post_id}/files/info", this::files)
                .add("GET", "/channels/{channel_id}/posts", this::list)
                .add("POST", "/reactions", this::react)
                .add("GET", "/posts/{post_id}/reactions", this::reactions)
                .add("POST", "/posts/ids/reactions", this::reactionsByIds)
                .add(
                        "DELETE",
                        "/users/{user_id}/posts/{post_id}/reactions/{emoji_name}",
                        this::unreact);
    }

    private Reply create(Call call) throws IOException, InterruptedException {
        Json body = call.json();
        Session session = call.session();
        Draft draft = Draft.read(body, call.asks("silent"), session.account().admin());
        Post post = posting.create(session, draft);
        synchronized (database) {
            return Reply.json(201, database.view(post));
        }
    }

    private Reply get(Call call) {
        synchronized (database) {
            boolean deleted = call.asks("include_deleted");
            if (deleted) {
                rights.system(call.session(), "read_deleted_posts");
                return Reply.ok(
                        database.view(
                                database.post(call.id("post_id"))
                                        .orElseThrow(() ->
                                                Denied.notFound(
                                                        "app.post.get.app_error",
                                                        "Unable to get the post."))));
            }
            Post post = reading.shown(call.id("post_id"));
            rights.read(call.session(), database.channelOf(post.channel()));
            return Reply.ok(database.view(post));
        }
    }

    private Reply update(Call call) throws IOException {
        Json body = call.json();
        if (!body.text("id").equals(call.id("post_id"))) {
            throw Denied.parameter("id");
        }
        return patched(call, body);
    }

    private Reply patch(Call call) throws IOException {
        return patched(call, call.json());
    }

    private Reply patched(Call call, Json body) {
        synchronized (database) {
            return Reply.ok(database.view(posting.patch(call.session(), call.id("post_id"), body)));
        }
    }

    private Reply delete(Call call) {
        posting.delete(call.session(), call.id("post_id"));
        return Reply.done();
    }

    private Reply thread(Call call) {
        synchronized (database) {
            Post post = reading.shown(call.id("post_id"));
            rights.read(call.session(), database.channelOf(post.channel()));
            return Reply.ok(reading.thread(post.id()));
        }
    }

    private Reply byIds(Call call) throws IOException {
        List<String> ids = call.json().texts();
        if (ids.isEmpty()) {
            throw Denied.parameter("post_ids");
        }
        if (ids.size() > 1000) {
            throw new Denied(
                    400,
                    "api.post.posts_by_ids.invalid_body.request_error",
                    "The request has more than 1000 ids.");
        }
        synchronized (database) {
            return Reply.ok(
                    reading.byIds(ids).stream()
                            .filter(post ->
                                    rights.mayRead(
                                            call.session(), database.channelOf(post.channel())))
                            .map(database::view)
                            .toList());
        }
    }

    private Reply files(Call call) {
        synchronized (database) {
            Post post = reading.shown(call.id("post_id"));
            rights.read(call.session(), database.channelOf(post.channel()));
            return Reply.ok(
                    post.files().stream()
                            .map(database.files::get)
                            .filter(file -> file != null)
                            .map(StoredFile::json)
                            .toList());
        }
    }

    private Reply list(Call call) {
        synchronized (database) {
            String channel = call.id("channel_id");
            boolean deleted = call.asks("include_deleted");
            if (deleted) {
                rights.system(call.session(), "read_deleted_posts");
            }
            rights.read(call.session(), database.channelOf(channel));
            if (!call.query("since").isEmpty()) {
                return Reply.ok(reading.since(channel, since(call), call.asks("collapsedThreads")));
            }
            for (String anchor : List.of("after", "before")) {
                String id = call.query(anchor);
                if (!id.isEmpty() && !Id.valid(id)) {
                    throw Denied.parameter(anchor);
                }
                if (!id.isEmpty()) {
                    return Reply.ok(
                            reading.around(
                                    channel,
                                    id,
                                    anchor.equals("before"),
                                    call.page(),
                                    call.perPage(),
                                    deleted));
                }
            }
            return Reply.ok(reading.page(channel, call.page(), call.perPage(), deleted));
        }
    }

    private static long since(Call call) {
        try {
            return Long.parseLong(call.query("since"));
        } catch (NumberFormatException _) {
            throw Denied.parameter("since");
        }
    }

    private Reply react(Call call) throws IOException {
        Json body = call.json();
        String emoji = body.text("emoji_name");
        if (!Id.valid(body.text("user_id"))
                || !Id.valid(body.text("post_id"))
                || emoji.isEmpty()
                || emoji.length() > LONGEST_EMOJI) {
            throw new Denied(
                    400, "api.reaction.save_reaction.invalid.app_error", "Reaction is not valid.");
        }
        return Reply.ok(
                posting.react(call.session(), body.text("user_id"), body.text("post_id"), emoji)
                        .json());
    }

    private Reply unreact(Call call) {
        posting.unreact(
                call.session(),
                call.id("user_id"),
                call.id("post_id"),
                call.variable("emoji_name"));
        return Reply.done();
    }

    private Reply reactions(Call call) {
        synchronized (database) {
            Post post = database.postOf(call.id("post_id"));
            rights.read(call.session(), database.channelOf(post.channel()));
            List<Reaction> all = database.reactions(post.id());
            return Reply.ok(all.isEmpty() ? nothing() : all.stream().map(Reaction::json).toList());
        }
    }

    /// Go writes an empty list as `null` here.
    private static Object nothing() {
        return Json.of(null);
    }

    private Reply reactionsByIds(Call call) throws IOException {
        List<String> ids = call.json().texts();
        synchronized (database) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String id : ids) {
                Post post = database.postOf(id);
                rights.read(call.session(), database.channelOf(post.channel()));
                all.put(id, database.reactions(id).stream().map(Reaction::json).toList());
            }
            return Reply.ok(all);
        }
    }
}
