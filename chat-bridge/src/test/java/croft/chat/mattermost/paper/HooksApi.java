package croft.chat.mattermost.paper;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Incoming webhooks: their making by REST, and their use outside of it.
final class HooksApi {
    private static final int LONGEST_MESSAGE = 16_383;

    private final Settings settings;
    private final Database database;
    private final Posting posting;
    private final Rights rights;

    HooksApi(Settings settings, Database database, Posting posting) {
        this.settings = settings;
        this.database = database;
        this.posting = posting;
        rights = new Rights(database);
    }

    void addTo(Routes api, Routes outside) {
        api.add("POST", "/hooks/incoming", this::create)
                .add("GET", "/hooks/incoming", this::list)
                .add("DELETE", "/hooks/incoming/{hook_id}", this::delete);
        outside.open("POST", "/hooks/{hook_id}", this::use);
    }

    private Reply create(Call call) throws IOException {
        if (!settings.on("ServiceSettings.EnableIncomingWebhooks")) {
            throw new Denied(
                    501, "api.incoming_webhook.disabled.app_error", "Incoming webhooks are off.");
        }
        Json body = call.json();
        synchronized (database) {
            rights.system(call.session(), "manage_incoming_webhooks");
            Channel channel = database.channelOf(body.text("channel_id"));
            String owner =
                    body.text("user_id").isEmpty() ? call.session().user() : body.text("user_id");
            if (database.accountOf(owner).bot()) {
                throw new Denied(
                        400,
                        "api.incoming_webhook.invalid_user.app_error",
                        "The owner of a webhook must be a user account.");
            }
            IncomingHook hook =
                    new IncomingHook(
                            Id.next(),
                            owner,
                            channel.id(),
                            channel.team(),
                            body.text("display_name"),
                            body.text("username"),
                            body.text("icon_url"),
                            body.flag("channel_locked"),
                            settings.now());
            database.hooks.put(hook.id(), hook);
            return Reply.json(201, hook.json());
        }
    }

    private Reply list(Call call) {
        synchronized (database) {
            rights.system(call.session(), "manage_incoming_webhooks");
            return Reply.ok(database.hooks.values().stream().map(IncomingHook::json).toList());
        }
    }

    private Reply delete(Call call) {
        synchronized (database) {
            rights.system(call.session(), "manage_incoming_webhooks");
            database.hooks.remove(call.id("hook_id"));
            return Reply.done();
        }
    }

    /// Answers `ok`, and nothing of the post.
    private Reply use(Call call) throws IOException, InterruptedException {
        Json body = body(call);
        List<Draft> drafts = new ArrayList<>();
        Session owner;
        synchronized (database) {
            IncomingHook hook = database.hooks.get(call.variable("hook_id"));
            if (hook == null || !settings.on("ServiceSettings.EnableIncomingWebhooks")) {
                throw new Denied(400, "web.incoming_webhook.invalid.app_error", "Invalid webhook.");
            }
            if (body.text("text").isEmpty() && !body.has("attachments")) {
                throw new Denied(400, "web.incoming_webhook.text.app_error", "No text specified.");
            }
            owner = new Session(database.accountOf(hook.owner()), webhook(hook.owner()));
            Channel channel = channel(hook, body.text("channel"));
            if (!channel.open() && !database.inChannel(hook.owner(), channel.id())) {
                throw new Denied(
                        403,
                        "web.incoming_webhook.permissions.app_error",
                        "Inappropriate channel permissions.");
            }
            boolean silent = body.flag("silent") && settings.release().atLeast(Release.V11_10);
            for (String text : split(body.text("text"))) {
                drafts.add(
                        Draft.webhook(channel.id(), root(body), text, props(hook, body), silent));
            }
        }
        for (Draft draft : drafts) {
            posting.create(owner, draft);
        }
        return Reply.text(200, "text/plain", "ok");
    }

    /// Answers are taken from 11.8 on.
    private String root(Json body) {
        return settings.release().atLeast(Release.V11_10) ? body.text("root_id") : "";
    }

    private static Token webhook(String owner) {
        return new Token("", "", owner, "webhook", false, false);
    }

    private static Json body(Call call) throws IOException {
        String type = call.header("content-type").orElse("");
        String text = call.text();
        if (type.startsWith("application/x-www-form-urlencoded")) {
            List<String> payload =
                    new QueryStringDecoder(text, false)
                            .parameters()
                            .getOrDefault("payload", List.of(""));
            text = payload.getFirst();
        }
        try {
            return Json.read(text);
        } catch (IOException _) {
            throw new Denied(400, "api.webhook.incoming.error", "Could not decode the payload.");
        }
    }

    private Channel channel(IncomingHook hook, String wanted) {
        Channel own = database.channelOf(hook.channel());
        String name = wanted.startsWith("#") ? wanted.substring(1) : wanted;
        if (name.isEmpty() || name.equals(own.name())) {
            return own;
        }
        if (hook.locked()) {
            throw new Denied(
                    403,
                    "web.incoming_webhook.channel_locked.app_error",
                    "This webhook is not permitted to post to the requested channel.");
        }
        return database.channels.values().stream()
                .filter(one -> one.team().equals(hook.team()) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Denied.notFound(
                                "web.incoming_webhook.channel.app_error",
                                "Couldn't find the channel."));
    }

    /// Names and pictures are shown where the server lets them be overridden; releases do not
    /// differ.
    private Map<String, Object> props(IncomingHook hook, Json body) {
        Map<String, Object> props = new LinkedHashMap<>(body.get("props").map());
        props.put("from_webhook", "true");
        props.put("webhook_display_name", hook.displayName());
        if (body.has("attachments")) {
            props.put("attachments", body.map().getOrDefault("attachments", List.of()));
        }
        if (settings.on("ServiceSettings.EnablePostUsernameOverride")) {
            String name = body.text("username").isEmpty() ? hook.username() : body.text("username");
            props.put("override_username", name.isEmpty() ? "webhook" : name);
        }
        if (settings.on("ServiceSettings.EnablePostIconOverride")) {
            String icon = body.text("icon_url").isEmpty() ? hook.icon() : body.text("icon_url");
            if (!icon.isEmpty()) {
                props.put("override_icon_url", icon);
            }
            if (!body.text("icon_emoji").isEmpty()) {
                props.put("override_icon_emoji", body.text("icon_emoji"));
            }
        }
        return props;
    }

    /// A text that is too long becomes several posts.
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        do {
            int length = text.codePointCount(from, text.length());
            int to = text.offsetByCodePoints(from, Math.min(length, LONGEST_MESSAGE));
            parts.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return parts;
    }
}
