package croft.chat.mattermost.paper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Buttons of posts, and dialogs.
final class ActionsApi {
    private final Settings settings;
    private final Database database;
    private final Hub hub;
    private final Posting posting;
    private final Rights rights;
    private final Callback callback;
    private final Triggers triggers;

    ActionsApi(
            Settings settings,
            Database database,
            Hub hub,
            Posting posting,
            Callback callback,
            Triggers triggers) {
        this.settings = settings;
        this.database = database;
        this.hub = hub;
        this.posting = posting;
        this.callback = callback;
        this.triggers = triggers;
        rights = new Rights(database);
    }

    void addTo(Routes api) {
        api.add("POST", "/posts/{post_id}/actions/{action_id}", this::press)
                .open("POST", "/actions/dialogs/open", this::open)
                .add("POST", "/actions/dialogs/submit", this::submit);
    }

    private Reply press(Call call) throws IOException, InterruptedException {
        Json body = call.json();
        Post post;
        Json integration;
        Map<String, Object> told = new LinkedHashMap<>();
        String trigger = triggers.make(call.session().user());
        synchronized (database) {
            post = database.postOf(call.id("post_id"));
            Channel channel = database.channelOf(post.channel());
            rights.read(call.session(), channel);
            Json action = action(post, call.variable("action_id"));
            integration = action.get("integration");
            told.put("user_id", call.session().user());
            told.put("user_name", call.session().account().username());
            told.put("channel_id", channel.id());
            told.put("channel_name", channel.name());
            told.put("team_id", channel.team());
            told.put("team_domain", database.teamOf(channel.team()).name());
            told.put("post_id", post.id());
            told.put("trigger_id", trigger);
            told.put("type", action.text("type").isEmpty() ? "button" : action.text("type"));
            told.put("data_source", action.text("data_source"));
            Map<String, Object> context = integration.get("context").map();
            if (!body.text("selected_option").isEmpty()) {
                context.put("selected_option", body.text("selected_option"));
            }
            told.put("context", context);
        }
        Json answer = ask(integration.text("url"), told);
        if (answer.has("update")) {
            Session author =
                    new Session(
                            database.accountOf(post.author()),
                            new Token("", "", post.author(), "button", true, false));
            posting.patchByServer(author, post.id(), answer.get("update"));
        }
        if (!answer.text("ephemeral_text").isEmpty()) {
            whisper(call.session(), post, answer.text("ephemeral_text"));
        }
        return Reply.ok(Map.of("status", "OK", "trigger_id", trigger));
    }

    private static Json action(Post post, String id) {
        return Json.of(post.props()).get("attachments").elements().stream()
                .flatMap(attachment -> attachment.get("actions").elements().stream())
                .filter(action -> action.text("id").equals(id))
                .findFirst()
                .orElseThrow(() ->
                        Denied.notFound(
                                "api.post.do_action.action_id.app_error", "Invalid action id."));
    }

    /// From 11.10 on, that a program is busy reaches whoever pressed.
    private Json ask(String url, Map<String, Object> told)
            throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response =
                    callback.ask(
                            HttpRequest.newBuilder()
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(told))),
                            URI.create(url));
        } catch (IOException e) {
            throw integration(400);
        }
        int status = response.statusCode();
        boolean busy = status == 429 || status == 503;
        if (busy && settings.release().atLeast(Release.V11_10)) {
            throw integration(status);
        }
        if (status != 200) {
            throw integration(400);
        }
        return Json.read(response.body());
    }

    private static Denied integration(int status) {
        return new Denied(
                status,
                "api.post.do_action.action_integration.app_error",
                "Action integration error.");
    }

    private void whisper(Session to, Post about, String text) {
        synchronized (database) {
            long now = settings.now();
            Post post =
                    new Post(
                            Id.next(),
                            now,
                            now,
                            0,
                            0,
                            about.author(),
                            about.channel(),
                            about.root(),
                            "",
                            text,
                            "system_ephemeral",
                            Map.of("from_webhook", "true"),
                            List.of(),
                            false);
            hub.publish(
                    new Event(
                            "ephemeral_message",
                            Map.of("post", Json.write(database.view(post))),
                            Audience.account(to.user())));
        }
    }

    /// Whoever has the trigger may; no other proof is asked for.
    private Reply open(Call call) throws IOException {
        Json body = call.json();
        String user = triggers.user(body.text("trigger_id"));
        if (body.text("url").isEmpty() || body.get("dialog").text("title").isEmpty()) {
            throw Denied.parameter("dialog");
        }
        synchronized (database) {
            hub.publish(
                    new Event(
                            "open_dialog",
                            Map.of("dialog", body.toString()),
                            Audience.account(user)));
        }
        return Reply.done();
    }

    private Reply submit(Call call) throws IOException, InterruptedException {
        Json body = call.json();
        Map<String, Object> told = body.map();
        String url = body.text("url");
        told.remove("url");
        told.put("type", body.flag("cancelled") ? "dialog_cancelled" : "dialog_submission");
        told.put("user_id", call.session().user());
        synchronized (database) {
            rights.read(call.session(), database.channelOf(body.text("channel_id")));
        }
        try {
            HttpResponse<String> response =
                    callback.ask(
                            HttpRequest.newBuilder()
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(told))),
                            URI.create(url));
            if (response.statusCode() != 200) {
                throw integration(400);
            }
            return Reply.ok(
                    response.body().isEmpty() ? Map.of() : Json.read(response.body()).map());
        } catch (IOException e) {
            throw integration(400);
        }
    }
}
