package croft.chat.mattermost.paper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Slash commands: their making, their use, and the late answers to them.
final class CommandsApi {
    private static final long KEPT_MILLIS = 30 * 60_000;
    private static final int MOST_USES = 5;

    private final Settings settings;
    private final Database database;
    private final Hub hub;
    private final Posting posting;
    private final Rights rights;
    private final Callback callback;
    private final Triggers triggers;
    private final Supplier<String> site;
    private final Map<String, Waiting> waiting = new HashMap<>();

    CommandsApi(
            Settings settings,
            Database database,
            Hub hub,
            Posting posting,
            Callback callback,
            Triggers triggers,
            Supplier<String> site) {
        this.settings = settings;
        this.database = database;
        this.hub = hub;
        this.posting = posting;
        this.callback = callback;
        this.triggers = triggers;
        this.site = site;
        rights = new Rights(database);
    }

    void addTo(Routes api, Routes outside) {
        api.add("POST", "/commands", this::create)
                .add("GET", "/commands", this::list)
                .add("DELETE", "/commands/{command_id}", this::delete)
                .add("PUT", "/commands/{command_id}/regen_token", this::regenerate)
                .add("POST", "/commands/execute", this::execute);
        outside.open("POST", "/hooks/commands/{hook_id}", this::late);
    }

    private Reply create(Call call) throws IOException {
        Json body = call.json();
        synchronized (database) {
            rights.system(call.session(), "manage_slash_commands");
            if (call.session().account().bot()) {
                throw new Denied(
                        400,
                        "api.command.invalid_creator.app_error",
                        "The owner of a command must be a user account.");
            }
            Team team = database.teamOf(body.text("team_id"));
            String trigger = body.text("trigger").toLowerCase(Locale.ROOT);
            boolean taken =
                    database.commands.values().stream()
                            .anyMatch(one ->
                                    one.team().equals(team.id()) && one.trigger().equals(trigger));
            if (taken) {
                throw new Denied(
                        400,
                        "api.command.duplicate_trigger.app_error",
                        "This trigger word is already in use.");
            }
            SlashCommand command =
                    new SlashCommand(
                            Id.next(),
                            Id.next(),
                            call.session().user(),
                            team.id(),
                            trigger,
                            body.text("method").isEmpty() ? "P" : body.text("method"),
                            body.text("username"),
                            body.text("icon_url"),
                            body.text("url"),
                            body.text("display_name"),
                            settings.now());
            database.commands.put(command.id(), command);
            return Reply.json(201, command.json());
        }
    }

    private Reply list(Call call) {
        synchronized (database) {
            return Reply.ok(
                    database.commands.values().stream()
                            .filter(one -> one.team().equals(call.query("team_id")))
                            .map(SlashCommand::json)
                            .toList());
        }
    }

    private Reply delete(Call call) {
        synchronized (database) {
            rights.system(call.session(), "manage_slash_commands");
            database.commands.remove(call.id("command_id"));
            return Reply.done();
        }
    }

    private Reply regenerate(Call call) {
        synchronized (database) {
            rights.system(call.session(), "manage_slash_commands");
            SlashCommand command = database.commands.get(call.id("command_id"));
            if (command == null) {
                throw Denied.notFound(
                        "store.sql_command.get.missing.app_error", "Command does not exist.");
            }
            SlashCommand changed = command.withToken(Id.next());
            database.commands.put(changed.id(), changed);
            return Reply.ok(Map.of("token", changed.token()));
        }
    }

    private Reply execute(Call call) throws IOException, InterruptedException {
        Json body = call.json();
        String text = body.text("command");
        String[] words = text.split(" ", 2);
        String trigger = words[0].startsWith("/") ? words[0].substring(1) : "";
        Waiting hook;
        SlashCommand command;
        Map<String, String> form;
        synchronized (database) {
            Channel channel = database.channelOf(body.text("channel_id"));
            rights.member(call.session(), channel, "create_post");
            command =
                    database.commands.values().stream()
                            .filter(one -> one.team().equals(channel.team()))
                            .filter(one -> one.trigger().equals(trigger.toLowerCase(Locale.ROOT)))
                            .findFirst()
                            .orElseThrow(() ->
                                    Denied.notFound(
                                            "api.command.execute_command.not_found.app_error",
                                            "Command with a trigger of '"
                                                    + trigger
                                                    + "' not found."));
            if (site.get().isEmpty()) {
                throw new Denied(
                        400,
                        "api.command.execute_command.site_url_required.app_error",
                        "SiteURL is required to execute custom slash commands.");
            }
            hook =
                    new Waiting(
                            call.session(),
                            command,
                            channel.id(),
                            body.text("root_id"),
                            settings.now());
            String id = Id.next();
            waiting.put(id, hook);
            form = form(call, command, channel, words.length > 1 ? words[1] : "");
            form.put("root_id", body.text("root_id"));
            form.put("response_url", site.get() + "/hooks/commands/" + id);
        }
        return answer(hook, ask(command, form));
    }

    private Map<String, String> form(
            Call call, SlashCommand command, Channel channel, String text) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", command.token());
        form.put("team_id", channel.team());
        form.put("team_domain", database.teamOf(channel.team()).name());
        form.put("channel_id", channel.id());
        form.put("channel_name", channel.name());
        form.put("user_id", call.session().user());
        form.put("user_name", call.session().account().username());
        form.put("command", "/" + command.trigger());
        form.put("text", text);
        form.put("trigger_id", triggers.make(call.session().user()));
        return form;
    }

    private Json ask(SlashCommand command, Map<String, String> form) throws InterruptedException {
        String encoded =
                form.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        boolean get = command.method().equals("G");
        URI uri = URI.create(command.url() + (get ? "?" + encoded : ""));
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Accept", "application/json")
                        .header("Authorization", "Token " + command.token());
        if (!get) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(encoded));
        }
        try {
            HttpResponse<String> response = callback.ask(request, uri);
            if (response.statusCode() != 200) {
                throw failed(command, "failed_resp");
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            return type.startsWith("application/json")
                    ? Json.read(response.body())
                    : Json.of(Map.of("text", response.body()));
        } catch (IOException e) {
            throw failed(command, "failed");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Denied failed(SlashCommand command, String how) {
        return new Denied(
                500,
                "api.command.execute_command." + how + ".app_error",
                "Command with a trigger of '" + command.trigger() + "' failed.");
    }

    /// The answer that comes later, to `response_url`: five times, within half an hour.
    private Reply late(Call call) throws IOException, InterruptedException {
        Json body = call.json();
        Waiting hook;
        synchronized (database) {
            hook = waiting.get(call.variable("hook_id"));
            if (hook == null || settings.now() - hook.since > KEPT_MILLIS) {
                throw Denied.notFound("app.command_webhook.get.missing", "Unable to get it.");
            }
            if (hook.uses >= MOST_USES) {
                throw new Denied(400, "app.command_webhook.try_use.invalid", "Invalid webhook.");
            }
            hook.uses++;
        }
        answer(hook, body);
        return Reply.text(200, "text/plain", "ok");
    }

    private Reply answer(Waiting hook, Json answer) throws InterruptedException {
        show(hook, answer);
        for (Json extra : answer.get("extra_responses").elements()) {
            show(hook, extra);
        }
        return Reply.ok(answer.map());
    }

    private void show(Waiting hook, Json answer) throws InterruptedException {
        if (answer.text("text").isEmpty() && !answer.has("attachments")) {
            return;
        }
        Map<String, Object> props = new LinkedHashMap<>(answer.get("props").map());
        props.put("from_webhook", "true");
        if (answer.has("attachments")) {
            props.put("attachments", answer.map().getOrDefault("attachments", List.of()));
        }
        if (settings.on("ServiceSettings.EnablePostUsernameOverride")) {
            String name =
                    hook.command.username().isEmpty()
                            ? answer.text("username")
                            : hook.command.username();
            if (!name.isEmpty()) {
                props.put("override_username", name);
            }
        }
        String channel =
                answer.text("channel_id").isEmpty() ? hook.channel : answer.text("channel_id");
        Draft draft = Draft.webhook(channel, hook.root, answer.text("text"), props, false);
        if (answer.text("response_type").equals("in_channel")) {
            posting.create(hook.session, draft);
        } else {
            whisper(hook, draft);
        }
    }

    /// Only who asked sees it, and only if they are connected.
    private void whisper(Waiting hook, Draft draft) {
        synchronized (database) {
            long now = settings.now();
            Post post =
                    new Post(
                            Id.next(),
                            now,
                            now,
                            0,
                            0,
                            hook.session.user(),
                            draft.channel(),
                            draft.root(),
                            "",
                            draft.message(),
                            "system_ephemeral",
                            draft.props(),
                            List.of(),
                            false);
            hub.publish(
                    new Event(
                            "ephemeral_message",
                            Map.of("post", Json.write(database.view(post))),
                            Audience.account(hook.session.user())));
        }
    }

    /// A command that was run, and may be answered later.
    private static final class Waiting {
        private final Session session;
        private final SlashCommand command;
        private final String channel;
        private final String root;
        private final long since;
        private int uses;

        Waiting(Session session, SlashCommand command, String channel, String root, long since) {
            this.session = session;
            this.command = command;
            this.channel = channel;
            this.root = root;
            this.since = since;
        }
    }
}
