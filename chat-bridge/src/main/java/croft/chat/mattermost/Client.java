package croft.chat.mattermost;

import croft.chat.message.Attachment;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What this bridge asks of a Mattermost server, as one account: some thirty of its 640 operations
/// (`api/` in https://github.com/mattermost/mattermost). Knows no rules, only calls.
final class Client {
    /// The most posts in one page of the calls that have pages.
    static final int PAGE = 200;

    private static final String API = "/api/v4";

    private final Rest rest;

    Client(Rest rest) {
        this.rest = rest;
    }

    /// The same server, as somebody else.
    Client as(Supplier<String> token) {
        return new Client(rest.as(token));
    }

    Rest rest() {
        return rest;
    }

    // the server

    Json ping() throws Trouble, InterruptedException {
        return rest.get(API + "/system/ping?get_server_status=true");
    }

    Json configuration() throws Trouble, InterruptedException {
        return rest.get(API + "/config/client?format=old");
    }

    Json licence() throws Trouble, InterruptedException {
        return rest.get(API + "/license/client?format=old");
    }

    // accounts

    User me() throws Trouble, InterruptedException {
        return User.of(rest.get(API + "/users/me"));
    }

    User user(String id) throws Trouble, InterruptedException {
        return User.of(rest.get(API + "/users/" + Rest.encoded(id)));
    }

    User userByName(String username) throws Trouble, InterruptedException {
        return User.of(rest.get(API + "/users/username/" + Rest.encoded(username)));
    }

    /// Those of these names that there are.
    List<User> usersByName(List<String> usernames) throws Trouble, InterruptedException {
        return rest.send("POST", API + "/users/usernames", usernames).elements().stream()
                .map(User::of)
                .toList();
    }

    InputStream picture(String user) throws Trouble, InterruptedException {
        return rest.download(API + "/users/" + Rest.encoded(user) + "/image");
    }

    /// @param octets of a picture, a few hundred KiB
    void setPicture(String user, byte[] octets) throws Trouble, InterruptedException {
        String boundary = "croft-picture-7d1f0c2a";
        byte[] head =
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"image\";"
                                + " filename=\"picture\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] form = new byte[head.length + octets.length + tail.length];
        System.arraycopy(head, 0, form, 0, head.length);
        System.arraycopy(octets, 0, form, head.length, octets.length);
        System.arraycopy(tail, 0, form, head.length + octets.length, tail.length);
        rest.upload(
                API + "/users/" + Rest.encoded(user) + "/image",
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.ofByteArray(form),
                () -> 0L);
    }

    // bots and their tokens; for system administrators

    /// Makes a bot; returns the id of its account.
    String createBot(String username, String displayName, String description)
            throws Trouble, InterruptedException {
        return rest.send(
                        "POST",
                        API + "/bots",
                        Map.of(
                                "username", username,
                                "display_name", displayName,
                                "description", description))
                .get("user_id")
                .string();
    }

    void renameBot(String user, String displayName) throws Trouble, InterruptedException {
        // facts name PATCH; the server's route is PUT, and takes what is to change
        rest.send("PUT", API + "/bots/" + Rest.encoded(user), Map.of("display_name", displayName));
    }

    void enableBot(String user) throws Trouble, InterruptedException {
        rest.send("POST", API + "/bots/" + Rest.encoded(user) + "/enable", null);
    }

    /// Ids of the account's tokens that were made under this description.
    List<String> tokens(String user, String description) throws Trouble, InterruptedException {
        return rest
                .get(API + "/users/" + Rest.encoded(user) + "/tokens?per_page=200")
                .elements()
                .stream()
                .filter(token -> token.get("description").string().equals(description))
                .map(token -> token.get("id").string())
                .toList();
    }

    /// Makes a token, and returns it: the server tells it this once.
    String createToken(String user, String description) throws Trouble, InterruptedException {
        return rest.send(
                        "POST",
                        API + "/users/" + Rest.encoded(user) + "/tokens",
                        Map.of("description", description))
                .get("token")
                .string();
    }

    void revokeToken(String id) throws Trouble, InterruptedException {
        rest.send("POST", API + "/users/tokens/revoke", Map.of("token_id", id));
    }

    // teams and channels

    List<Team> myTeams() throws Trouble, InterruptedException {
        return rest.get(API + "/users/me/teams").elements().stream().map(Team::of).toList();
    }

    void addToTeam(String team, String user) throws Trouble, InterruptedException {
        rest.send(
                "POST",
                API + "/teams/" + Rest.encoded(team) + "/members",
                Map.of("team_id", team, "user_id", user));
    }

    Channel channel(String team, String name) throws Trouble, InterruptedException {
        return Channel.of(
                rest.get(
                        API
                                + "/teams/"
                                + Rest.encoded(team)
                                + "/channels/name/"
                                + Rest.encoded(name)));
    }

    boolean isMember(String channel, String user) throws Trouble, InterruptedException {
        try {
            rest.get(API + "/channels/" + Rest.encoded(channel) + "/members/" + Rest.encoded(user));
            return true;
        } catch (Trouble e) {
            if (e.isMissing() || e.isForbidden()) {
                return false;
            }
            throw e;
        }
    }

    void addToChannel(String channel, String user) throws Trouble, InterruptedException {
        rest.send(
                "POST",
                API + "/channels/" + Rest.encoded(channel) + "/members",
                Map.of("user_id", user));
    }

    // posts

    Post create(Draft draft) throws Trouble, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel_id", draft.channel());
        body.put("message", draft.message());
        body.put("props", draft.props());
        body.put("pending_post_id", draft.pending());
        draft.root().ifPresent(root -> body.put("root_id", root));
        if (!draft.files().isEmpty()) {
            body.put("file_ids", draft.files());
        }
        return Post.of(
                rest.send(
                        "POST",
                        API + "/posts?set_online=false" + (draft.silent() ? "&silent=true" : ""),
                        body));
    }

    Post post(String id) throws Trouble, InterruptedException {
        return Post.of(rest.get(API + "/posts/" + Rest.encoded(id)));
    }

    /// Only the text: what is not named stays.
    Post edit(String id, String message) throws Trouble, InterruptedException {
        return Post.of(
                rest.send(
                        "PUT",
                        API + "/posts/" + Rest.encoded(id) + "/patch",
                        Map.of("message", message)));
    }

    void delete(String id) throws Trouble, InterruptedException {
        rest.send("DELETE", API + "/posts/" + Rest.encoded(id), null);
    }

    /// What changed later than this, deleted posts too: at most 1000 rows, and then any 1000.
    Post.Page changedSince(String channel, long millis) throws Trouble, InterruptedException {
        return page(channel, "since=" + millis);
    }

    Post.Page newest(String channel, int size) throws Trouble, InterruptedException {
        return page(channel, "page=0&per_page=" + size);
    }

    /// Those that there are, in any order.
    List<Post> byIds(List<String> ids) throws Trouble, InterruptedException {
        return rest.send("POST", API + "/posts/ids", ids).elements().stream()
                .map(Post::of)
                .toList();
    }

    private Post.Page page(String channel, String query) throws Trouble, InterruptedException {
        return Post.Page.of(
                rest.get(API + "/channels/" + Rest.encoded(channel) + "/posts?" + query));
    }

    private static String sized(int page, int size) {
        return "&page=" + page + "&per_page=" + size;
    }

    /// The posts of one channel, for a sweep.
    Sweep.Rows rows(String channel) {
        return new Sweep.Rows() {
            @Override
            public Post.Page changedSince(long millis) throws Trouble, InterruptedException {
                return Client.this.changedSince(channel, millis);
            }

            @Override
            public Post.Page after(String anchor, int number, int size)
                    throws Trouble, InterruptedException {
                return page(channel, "after=" + Rest.encoded(anchor) + sized(number, size));
            }

            @Override
            public Post.Page before(String anchor, int number, int size)
                    throws Trouble, InterruptedException {
                return page(channel, "before=" + Rest.encoded(anchor) + sized(number, size));
            }

            @Override
            public Post.Page newest(int size) throws Trouble, InterruptedException {
                return Client.this.newest(channel, size);
            }

            @Override
            public List<Post> byIds(List<String> ids) throws Trouble, InterruptedException {
                return Client.this.byIds(ids);
            }
        };
    }

    // reactions

    void react(String user, String post, String emoji) throws Trouble, InterruptedException {
        rest.send(
                "POST",
                API + "/reactions",
                Map.of("user_id", user, "post_id", post, "emoji_name", emoji));
    }

    void unreact(String user, String post, String emoji) throws Trouble, InterruptedException {
        rest.send(
                "DELETE",
                API
                        + "/users/"
                        + Rest.encoded(user)
                        + "/posts/"
                        + Rest.encoded(post)
                        + "/reactions/"
                        + Rest.encoded(emoji),
                null);
    }

    /// Those of one post.
    List<Reaction> reactions(String post) throws Trouble, InterruptedException {
        return rest.get(API + "/posts/" + Rest.encoded(post) + "/reactions").elements().stream()
                .map(Reaction::of)
                .toList();
    }

    // files

    /// Brings a file; returns its id, for a post that is to be made.
    String upload(
            String channel,
            String name,
            String mediaType,
            BodyPublisher octets,
            Supplier<Long> progress)
            throws Trouble, InterruptedException {
        Json answer =
                rest.upload(
                        API
                                + "/files?channel_id="
                                + Rest.encoded(channel)
                                + "&filename="
                                + Rest.encoded(name),
                        mediaType,
                        octets,
                        progress);
        Optional<String> id =
                answer.get("file_infos").elements().stream()
                        .findFirst()
                        .flatMap(info -> info.get("id").text());
        return id.orElseThrow(() ->
                new Trouble(
                        Trouble.Kind.UNCERTAIN,
                        "POST /api/v4/files is answered without an id",
                        null));
    }

    InputStream file(String id) throws Trouble, InterruptedException {
        return rest.download(API + "/files/" + Rest.encoded(id));
    }

    List<Attachment> filesOf(String post) throws Trouble, InterruptedException {
        return rest.get(API + "/posts/" + Rest.encoded(post) + "/files/info").elements().stream()
                .map(Post::file)
                .toList();
    }

    /// A post to be made.
    ///
    /// @param root the first message of the thread that it belongs to
    /// @param files ids of what was uploaded for it
    /// @param pending the same for every try: for some 25 s the server makes one post of them
    /// @param silent nobody is notified; from v11.10, and for bots alone
    record Draft(
            String channel,
            String message,
            Optional<String> root,
            List<String> files,
            Map<String, Object> props,
            String pending,
            boolean silent) {
        Draft {
            files = List.copyOf(files);
            props = Map.copyOf(props);
        }

        Draft withRoot(Optional<String> other) {
            return new Draft(channel, message, other, files, props, pending, silent);
        }
    }
}
