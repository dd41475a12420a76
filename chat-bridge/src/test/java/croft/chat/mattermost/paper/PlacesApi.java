package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Teams, channels and who is in them, by REST.
final class PlacesApi {
    private final Settings settings;
    private final Database database;
    private final Hub hub;
    private final Rights rights;

    PlacesApi(Settings settings, Database database, Hub hub) {
        this.settings = settings;
        this.database = database;
        this.hub = hub;
        rights = new Rights(database);
    }

    void addTo(Routes routes) {
        routes.add("GET", "/users/{user_id}/teams", this::teamsOf)
                .add("GET", "/teams", this::teams)
                .add("GET", "/teams/{team_id}", this::team)
                .add("GET", "/teams/name/{team_name}", this::teamByName)
                .add("POST", "/teams/{team_id}/members", this::joinTeam)
                .add("GET", "/users/{user_id}/teams/{team_id}/channels", this::channelsOf)
                .add("GET", "/users/{user_id}/channels", this::allChannelsOf)
                .add("GET", "/channels/{channel_id}", this::channel)
                .add("GET", "/teams/{team_id}/channels/name/{channel_name}", this::byName)
                .add("GET", "/teams/name/{team_name}/channels/name/{channel_name}", this::byNames)
                .add("POST", "/channels", this::create)
                .add("DELETE", "/channels/{channel_id}", this::archive)
                .add("GET", "/channels/{channel_id}/members", this::members)
                .add("GET", "/channels/{channel_id}/members/{user_id}", this::member)
                .add("POST", "/channels/{channel_id}/members", this::join)
                .add("DELETE", "/channels/{channel_id}/members/{user_id}", this::leave);
    }

    private Reply teamsOf(Call call) {
        synchronized (database) {
            String user = call.id("user_id");
            return Reply.ok(
                    database.teams.values().stream()
                            .filter(team -> database.inTeam(user, team.id()))
                            .map(Team::json)
                            .toList());
        }
    }

    private Reply teams(Call call) {
        synchronized (database) {
            return Reply.ok(database.teams.values().stream().map(Team::json).toList());
        }
    }

    private Reply team(Call call) {
        synchronized (database) {
            return Reply.ok(database.teamOf(call.id("team_id")).json());
        }
    }

    private Reply teamByName(Call call) {
        synchronized (database) {
            return Reply.ok(teamNamed(call.variable("team_name")).json());
        }
    }

    private Team teamNamed(String name) {
        return database.teams.values().stream()
                .filter(team -> team.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Denied.notFound(
                                "app.team.get_by_name.missing.app_error",
                                "Unable to find the existing team."));
    }

    private Reply joinTeam(Call call) throws IOException {
        String user = call.json().text("user_id");
        synchronized (database) {
            Team team = database.teamOf(call.id("team_id"));
            rights.oneself(call.session(), user);
            database.accountOf(user);
            database.teamMembers.computeIfAbsent(team.id(), _ -> new HashSet<>()).add(user);
            return Reply.json(
                    201, Map.of("team_id", team.id(), "user_id", user, "roles", "team_user"));
        }
    }

    private Reply channelsOf(Call call) {
        return channelsOf(call.id("user_id"), call.id("team_id"));
    }

    private Reply allChannelsOf(Call call) {
        return channelsOf(call.id("user_id"), "");
    }

    private Reply channelsOf(String user, String team) {
        synchronized (database) {
            return Reply.ok(
                    database.channels.values().stream()
                            .filter(one -> team.isEmpty() || one.team().equals(team))
                            .filter(one -> database.inChannel(user, one.id()))
                            .filter(one -> one.deletedAt() == 0)
                            .map(database::view)
                            .toList());
        }
    }

    private Reply channel(Call call) {
        synchronized (database) {
            return seen(call, database.channelOf(call.id("channel_id")));
        }
    }

    private Reply seen(Call call, Channel channel) {
        rights.read(call.session(), channel);
        return Reply.ok(database.view(channel));
    }

    private Reply byName(Call call) {
        synchronized (database) {
            return seen(call, named(call.id("team_id"), call.variable("channel_name")));
        }
    }

    private Reply byNames(Call call) {
        synchronized (database) {
            Team team = teamNamed(call.variable("team_name"));
            return seen(call, named(team.id(), call.variable("channel_name")));
        }
    }

    private Channel named(String team, String name) {
        return database.channels.values().stream()
                .filter(one -> one.team().equals(team) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Denied.notFound(
                                "app.channel.get_by_name.missing.app_error",
                                "Channel does not exist."));
    }

    private Reply create(Call call) throws IOException {
        Json body = call.json();
        synchronized (database) {
            Team team = database.teamOf(body.text("team_id"));
            if (!database.inTeam(call.session().user(), team.id())) {
                rights.system(call.session(), "create_public_channel");
            }
            Channel channel =
                    new Channel(
                            Id.next(),
                            team.id(),
                            body.text("name"),
                            body.text("display_name"),
                            body.text("type"),
                            call.session().user(),
                            settings.now(),
                            0);
            database.channels.put(channel.id(), channel);
            database.join(call.session().user(), channel);
            return Reply.json(201, database.view(channel));
        }
    }

    private Reply archive(Call call) {
        synchronized (database) {
            Channel channel = database.channelOf(call.id("channel_id"));
            rights.member(call.session(), channel, "delete_public_channel");
            database.channels.put(channel.id(), channel.archived(settings.now()));
            hub.publish(
                    new Event(
                            "channel_deleted",
                            Map.of("channel_id", channel.id(), "delete_at", settings.now()),
                            Audience.channel(channel.id())));
            return Reply.done();
        }
    }

    private Reply members(Call call) {
        synchronized (database) {
            Channel channel = database.channelOf(call.id("channel_id"));
            rights.read(call.session(), channel);
            return Reply.ok(
                    database.channelMembers.getOrDefault(channel.id(), Set.of()).stream()
                            .sorted()
                            .skip((long) call.page() * call.perPage())
                            .limit(call.perPage())
                            .map(user -> membership(channel, user))
                            .toList());
        }
    }

    private Reply member(Call call) {
        synchronized (database) {
            Channel channel = database.channelOf(call.id("channel_id"));
            rights.read(call.session(), channel);
            String user = call.id("user_id");
            if (!database.inChannel(user, channel.id())) {
                throw Denied.notFound(
                        "app.channel.get_member.missing.app_error",
                        "No channel member found for that user ID and channel ID.");
            }
            return Reply.ok(membership(channel, user));
        }
    }

    private static Map<String, Object> membership(Channel channel, String user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel_id", channel.id());
        json.put("user_id", user);
        json.put("roles", "channel_user");
        return json;
    }

    /// Whoever joins must be in the team already. Joining makes a post of its own.
    private Reply join(Call call) throws IOException {
        Json body = call.json();
        List<String> users =
                body.has("user_ids") ? body.get("user_ids").texts() : List.of(body.text("user_id"));
        synchronized (database) {
            Channel channel = database.channelOf(call.id("channel_id"));
            String by = call.session().user();
            for (String user : users) {
                boolean joins = user.equals(by) && channel.open();
                if (!joins || !database.inTeam(user, channel.team())) {
                    rights.member(call.session(), channel, "manage_public_channel_members");
                }
                join(channel, user, by);
            }
            return Reply.json(201, membership(channel, users.getFirst()));
        }
    }

    private void join(Channel channel, String user, String by) {
        Account account = database.accountOf(user);
        if (!database.inTeam(user, channel.team())) {
            throw Denied.notFound(
                    "app.team.get_member.missing.app_error",
                    "No team member found for that user ID and team ID.");
        }
        if (database.inChannel(user, channel.id())) {
            return;
        }
        database.join(user, channel);
        hub.publish(
                new Event(
                        "user_added",
                        Map.of("user_id", user, "team_id", channel.team()),
                        Audience.channel(channel.id())));
        boolean oneself = user.equals(by);
        String text =
                oneself
                        ? account.username() + " joined the channel."
                        : account.username()
                                + " added to the channel by "
                                + database.accountOf(by).username()
                                + ".";
        system(channel, by, oneself ? "system_join_channel" : "system_add_to_channel", text);
    }

    private Reply leave(Call call) {
        synchronized (database) {
            Channel channel = database.channelOf(call.id("channel_id"));
            String user = call.id("user_id");
            if (!user.equals(call.session().user())) {
                rights.member(call.session(), channel, "manage_public_channel_members");
            }
            database.channelMembers.getOrDefault(channel.id(), Set.of()).remove(user);
            String name = database.accountOf(user).username();
            system(channel, user, "system_leave_channel", name + " has left the channel.");
            Map<String, Object> data = Map.of("user_id", user, "remover_id", call.session().user());
            hub.publish(new Event("user_removed", data, Audience.channel(channel.id())));
            return Reply.done();
        }
    }

    private void system(Channel channel, String author, String type, String text) {
        long now = settings.now();
        Post post =
                new Post(
                        Id.next(),
                        now,
                        now,
                        0,
                        0,
                        author,
                        channel.id(),
                        "",
                        "",
                        text,
                        type,
                        Map.of(),
                        List.of(),
                        false);
        database.put(post);
        hub.publish(
                new Event(
                        "posted",
                        Map.of(
                                "channel_display_name",
                                channel.displayName(),
                                "channel_name",
                                channel.name(),
                                "channel_type",
                                channel.type(),
                                "post",
                                Json.write(database.view(post)),
                                "sender_name",
                                "System",
                                "set_online",
                                true,
                                "team_id",
                                channel.team()),
                        Audience.channel(channel.id())));
    }
}
