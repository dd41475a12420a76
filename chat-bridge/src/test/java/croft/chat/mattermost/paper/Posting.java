package croft.chat.mattermost.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes, changes and deletes posts, and tells it to those who are connected.
final class Posting {
    private static final int LONGEST_MESSAGE = 16_383;
    private static final int LONGEST_FILES = 300;
    private static final int LONGEST_PROPS = 800_000;

    private final Settings settings;
    private final Database database;
    private final Hub hub;
    private final Rights rights;
    private final PendingPosts pending;
    private final Identity identity;
    private final Gates gates;

    Posting(Settings settings, Database database, Hub hub, PendingPosts pending, Gates gates) {
        this.settings = settings;
        this.database = database;
        this.hub = hub;
        this.pending = pending;
        this.gates = gates;
        rights = new Rights(database);
        identity = new Identity(settings);
    }

    /// Makes a post, or returns the one that the same `pending_post_id` made.
    Post create(Session session, Draft draft) throws InterruptedException {
        synchronized (database) {
            Channel channel =
                    Optional.ofNullable(database.channels.get(draft.channel()))
                            .orElseThrow(() -> Denied.permission("create_post"));
            if (!draft.webhook()) {
                rights.post(session, channel);
                if (!draft.files().isEmpty()) {
                    rights.member(session, channel, "upload_file");
                }
                identity.harden(session, draft.props());
            }
            if (channel.deletedAt() != 0) {
                throw new Denied(
                        400,
                        "api.post.create_post.can_not_post_to_deleted.error",
                        "Can not post to deleted channel.");
            }
            if (draft.type().startsWith("system_")) {
                throw Denied.parameter("post.type");
            }
            Optional<String> made =
                    draft.pending().isEmpty() ? Optional.empty() : pending.begin(draft.pending());
            if (made.isPresent()) {
                return database.postOf(made.get());
            }
        }
        try {
            gates.pass("post");
            Post post = save(session, draft);
            if (!draft.pending().isEmpty()) {
                pending.made(draft.pending(), post.id());
            }
            return post;
        } catch (Denied | InterruptedException e) {
            pending.failed(draft.pending());
            throw e;
        }
    }

    private Post save(Session session, Draft draft) {
        synchronized (database) {
            if (!draft.id().isEmpty()) {
                throw new Denied(
                        400,
                        "app.post.save.existing.app_error",
                        "You cannot update an existing Post.");
            }
            Account author = database.accountOf(session.user());
            Map<String, Object> props =
                    identity.create(Buttons.number(draft.props()), author, draft.webhook());
            if (draft.silent() && settings.release().atLeast(Release.V11_10)) {
                if (!author.bot() && !draft.webhook()) {
                    throw new Denied(
                            403,
                            "api.post.create_post.silent_notification.app_error",
                            "Only integrations can post silently.");
                }
                props.put("silent_notification", true);
            }
            check(draft);
            long at = draft.createdAt() == 0 ? settings.now() : draft.createdAt();
            Post post =
                    valid(
                            new Post(
                                    Id.next(),
                                    at,
                                    at,
                                    0,
                                    0,
                                    session.user(),
                                    draft.channel(),
                                    draft.root(),
                                    "",
                                    draft.message(),
                                    draft.type(),
                                    props,
                                    attachable(draft),
                                    false));
            database.put(post);
            for (String file : post.files()) {
                database.files.computeIfPresent(file, (_, one) -> one.attached(post.id()));
            }
            database.post(post.root()).ifPresent(root -> database.put(root.bumped(at)));
            hub.active(session);
            tell(post, author);
            return post;
        }
    }

    /// Files that their author uploaded to the channel and that belong to no post yet; the others
    /// are left out without a word.
    private List<String> attachable(Draft draft) {
        return draft.files().stream()
                .filter(id -> {
                    StoredFile file = database.files.get(id);
                    return file != null
                            && file.post().isEmpty()
                            && file.channel().equals(draft.channel());
                })
                .toList();
    }

    private void check(Draft draft) {
        if (draft.root().isEmpty()) {
            return;
        }
        Post root =
                database.post(draft.root())
                        .filter(post -> !post.deleted() && post.root().isEmpty())
                        .orElseThrow(() ->
                                new Denied(
                                        400,
                                        "api.post.create_post.root_id.app_error",
                                        "Invalid RootId parameter."));
        if (!root.channel().equals(draft.channel())) {
            throw new Denied(
                    400,
                    "api.post.create_post.channel_root_id.app_error",
                    "Invalid ChannelId for RootId parameter.");
        }
    }

    private static Post valid(Post post) {
        if (post.message().codePointCount(0, post.message().length()) > LONGEST_MESSAGE) {
            throw new Denied(
                    400,
                    "model.post.is_valid.message_length.app_error",
                    "Post Message property is longer than the maximum permitted length.");
        }
        if (Json.write(post.files()).length() > LONGEST_FILES) {
            throw new Denied(400, "model.post.is_valid.file_ids.app_error", "Invalid file ids.");
        }
        if (Json.write(post.props()).length() > LONGEST_PROPS) {
            throw new Denied(400, "model.post.is_valid.props.app_error", "Invalid props.");
        }
        return post;
    }

    private void tell(Post post, Account author) {
        Channel channel = database.channelOf(post.channel());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("channel_display_name", channel.displayName());
        data.put("channel_name", channel.name());
        data.put("channel_type", channel.type());
        data.put("post", Json.write(database.view(post)));
        data.put("sender_name", "@" + author.username());
        data.put("set_online", true);
        data.put("team_id", channel.team());
        if (!post.files().isEmpty()) {
            data.put("otherFile", "true");
        }
        hub.publish(new Event("posted", data, Audience.channel(post.channel())));
    }

    /// Changes what a post says. What it said before stays, as a row of its own.
    Post patch(Session session, String id, Json patch) {
        synchronized (database) {
            Post before = mine(session, id, "edit_post", "edit_others_posts");
            if (patch.has("props")) {
                identity.harden(session, patch.get("props").map());
            }
            String message = patch.has("message") ? patch.text("message") : before.message();
            List<String> files =
                    patch.has("file_ids") ? patch.get("file_ids").texts() : before.files();
            Map<String, Object> props =
                    patch.has("props")
                            ? identity.update(Buttons.number(patch.get("props").map()), before)
                            : before.props();
            boolean pinned = patch.has("is_pinned") ? patch.flag("is_pinned") : before.pinned();
            boolean says = !message.equals(before.message()) || !files.equals(before.files());
            return replace(
                    before,
                    valid(
                            before.changed(
                                    message,
                                    props,
                                    files,
                                    pinned,
                                    says ? settings.now() : before.editedAt(),
                                    settings.now())));
        }
    }

    /// What a button's program wants its post to be.
    void patchByServer(Session author, String id, Json update) {
        synchronized (database) {
            Post before = database.postOf(id);
            Map<String, Object> props =
                    update.has("props") ? update.get("props").map() : before.props();
            replace(
                    before,
                    valid(
                            before.changed(
                                    update.has("message")
                                            ? update.text("message")
                                            : before.message(),
                                    identity.create(Buttons.number(props), author.account(), true),
                                    before.files(),
                                    before.pinned(),
                                    before.editedAt(),
                                    settings.now())));
        }
    }

    private Post replace(Post before, Post after) {
        long at = after.updatedAt();
        database.put(after);
        database.put(before.history(Id.next(), at));
        database.post(after.root())
                .filter(root -> root.updatedAt() < at)
                .ifPresent(root -> database.put(root.bumped(at)));
        hub.publish(
                new Event(
                        "post_edited",
                        Map.of("post", Json.write(database.view(after))),
                        Audience.channel(after.channel())));
        return after;
    }

    /// Deletes a post and the answers to it. Only the post itself is told.
    void delete(Session session, String id) {
        synchronized (database) {
            Post post = mine(session, id, "delete_post", "delete_others_posts");
            String told = Json.write(database.view(post));
            List<Post> all = new ArrayList<>(List.of(post));
            database.answers(id).forEach(all::add);
            long at = settings.now();
            for (Post one : all) {
                Map<String, Object> props = new LinkedHashMap<>(one.props());
                props.put("deleteBy", session.user());
                database.put(one.gone(at, props));
            }
            Audience audience = Audience.channel(post.channel());
            hub.publish(new Event("post_deleted", Map.of("post", told), audience.admins(false)));
            hub.publish(
                    new Event(
                            "post_deleted",
                            Map.of("post", told, "delete_by", session.user()),
                            audience.admins(true)));
        }
    }

    /// A post that may be changed. One that is not there looks like one that may not be.
    private Post mine(Session session, String id, String own, String others) {
        Post post =
                database.post(id)
                        .filter(one -> !one.deleted())
                        .orElseThrow(() -> Denied.permission(own));
        boolean ownPost = post.author().equals(session.user());
        if (ownPost) {
            rights.member(session, database.channelOf(post.channel()), own);
        } else {
            rights.system(session, others);
        }
        return post;
    }

    /// Puts an emoji on a post, or answers as if where it is there already.
    Reaction react(Session session, String user, String id, String emoji) {
        synchronized (database) {
            Post post = reactable(session, id, "add_reaction");
            if (!user.equals(session.user())) {
                throw new Denied(
                        403,
                        "api.reaction.save_reaction.user_id.app_error",
                        "You cannot save reaction for the other user.");
            }
            Reaction reaction = new Reaction(user, id, post.channel(), emoji, settings.now());
            if (database.add(reaction)) {
                database.put(post.bumped(settings.now()));
                tell("reaction_added", reaction);
            }
            return reaction;
        }
    }

    void unreact(Session session, String user, String id, String emoji) {
        synchronized (database) {
            Post post = reactable(session, id, "remove_reaction");
            rights.oneself(session, user);
            Reaction reaction = new Reaction(user, id, post.channel(), emoji, settings.now());
            database.remove(reaction)
                    .ifPresent(one -> {
                        database.put(post.bumped(settings.now()));
                        tell("reaction_removed", one);
                    });
        }
    }

    private Post reactable(Session session, String id, String permission) {
        Post post =
                database.post(id)
                        .filter(one -> !one.deleted())
                        .orElseThrow(() -> Denied.permission(permission));
        rights.member(session, database.channelOf(post.channel()), permission);
        return post;
    }

    private void tell(String name, Reaction reaction) {
        hub.publish(
                new Event(
                        name,
                        Map.of("reaction", Json.write(reaction.json())),
                        Audience.channel(reaction.channel())));
    }
}
