package croft.chat.mattermost.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the server stores, and has again after a restart. Whoever reads or changes it holds its
/// lock.
final class Database {
    final Map<String, Account> accounts = new LinkedHashMap<>();
    final Map<String, Token> tokens = new LinkedHashMap<>();
    final Map<String, Team> teams = new LinkedHashMap<>();
    final Map<String, Channel> channels = new LinkedHashMap<>();
    final Map<String, Set<String>> teamMembers = new HashMap<>();
    final Map<String, Set<String>> channelMembers = new HashMap<>();
    final Map<String, StoredFile> files = new HashMap<>();
    final Map<String, IncomingHook> hooks = new LinkedHashMap<>();
    final Map<String, SlashCommand> commands = new LinkedHashMap<>();
    private final Map<String, Post> posts = new HashMap<>();
    private final Map<String, List<String>> ofChannel = new HashMap<>();
    private final Map<String, List<String>> ofRoot = new HashMap<>();
    private final Map<String, List<Reaction>> reactions = new HashMap<>();

    /// Where the octets of files are.
    final Path folder;

    Database(Path folder) {
        this.folder = folder;
    }

    Optional<Account> account(String idOrName) {
        Account byId = accounts.get(idOrName);
        return byId != null
                ? Optional.of(byId)
                : accounts.values().stream()
                        .filter(account -> account.username().equals(idOrName))
                        .findFirst();
    }

    Account accountOf(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw Denied.notFound(
                    "app.user.missing_account.const", "Unable to find the user account.");
        }
        return account;
    }

    Channel channelOf(String id) {
        Channel channel = channels.get(id);
        if (channel == null) {
            throw Denied.notFound(
                    "app.channel.get.existing.app_error", "Unable to find the existing channel.");
        }
        return channel;
    }

    Team teamOf(String id) {
        Team team = teams.get(id);
        if (team == null) {
            throw Denied.notFound("app.team.get.find.app_error", "Unable to find the team.");
        }
        return team;
    }

    boolean inTeam(String account, String team) {
        return teamMembers.getOrDefault(team, Set.of()).contains(account);
    }

    boolean inChannel(String account, String channel) {
        return channelMembers.getOrDefault(channel, Set.of()).contains(account);
    }

    void join(String account, Channel channel) {
        teamMembers.computeIfAbsent(channel.team(), _ -> new HashSet<>()).add(account);
        channelMembers.computeIfAbsent(channel.id(), _ -> new HashSet<>()).add(account);
    }

    Optional<Post> post(String id) {
        return Optional.ofNullable(posts.get(id));
    }

    /// One that is there and not deleted.
    Post postOf(String id) {
        return post(id).filter(post -> !post.deleted())
                .orElseThrow(
                        () -> Denied.notFound("app.post.get.app_error", "Unable to get the post."));
    }

    /// Inserts a row, or changes the one that has this id.
    void put(Post post) {
        if (posts.put(post.id(), post) == null) {
            ofChannel.computeIfAbsent(post.channel(), _ -> new ArrayList<>()).add(post.id());
            if (!post.root().isEmpty()) {
                ofRoot.computeIfAbsent(post.root(), _ -> new ArrayList<>()).add(post.id());
            }
        }
    }

    /// All rows of a channel, deleted ones and the history of edits among them.
    Stream<Post> rows(String channel) {
        return ofChannel.getOrDefault(channel, List.of()).stream().map(posts::get);
    }

    /// What people see of a channel, the newest first.
    Stream<Post> newest(String channel) {
        return ofChannel.getOrDefault(channel, List.of()).reversed().stream()
                .map(posts::get)
                .filter(post -> !post.deleted() && post.original().isEmpty())
                .filter(post -> !post.type().startsWith("system_"));
    }

    /// All rows of a server.
    Stream<Post> rows() {
        return posts.values().stream();
    }

    /// All rows of answers to a post.
    Stream<Post> answers(String root) {
        return ofRoot.getOrDefault(root, List.of()).stream().map(posts::get);
    }

    List<Reaction> reactions(String post) {
        return reactions.getOrDefault(post, List.of());
    }

    boolean add(Reaction reaction) {
        List<Reaction> all = reactions.computeIfAbsent(reaction.post(), _ -> new ArrayList<>());
        return all.stream().noneMatch(reaction::sameAs) && all.add(reaction);
    }

    Optional<Reaction> remove(Reaction reaction) {
        List<Reaction> all = reactions.getOrDefault(reaction.post(), new ArrayList<>());
        Optional<Reaction> there = all.stream().filter(reaction::sameAs).findFirst();
        there.ifPresent(all::remove);
        return there;
    }

    /// A post as it is sent to clients.
    Map<String, Object> view(Post post) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        List<Reaction> all = reactions(post.id());
        if (!all.isEmpty()) {
            metadata.put("reactions", all.stream().map(Reaction::json).toList());
        }
        List<Map<String, Object>> attached =
                post.files().stream()
                        .map(files::get)
                        .filter(file -> file != null)
                        .map(StoredFile::json)
                        .toList();
        if (!attached.isEmpty()) {
            metadata.put("files", attached);
        }
        String root = post.root().isEmpty() ? post.id() : post.root();
        long replies = answers(root).filter(answer -> !answer.deleted()).count();
        return post.json(replies, !all.isEmpty(), metadata);
    }

    Map<String, Object> view(Channel channel) {
        List<Post> shown = rows(channel.id()).filter(post -> !post.deleted()).toList();
        return channel.json(
                shown.size(), shown.stream().mapToLong(Post::createdAt).max().orElse(0));
    }
}
