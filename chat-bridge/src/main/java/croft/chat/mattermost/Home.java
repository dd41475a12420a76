package croft.chat.mattermost;

import croft.chat.mattermost.Trouble.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What this bridge's account finds at its server: itself, what the server is, its teams, and which
/// channel is which. Asked once, and again when the network connects anew.
///
/// Virtual threads.
final class Home {
    private final Client client;
    private final Optional<Client> admin;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    private volatile Optional<User> me = Optional.empty();
    private volatile Edition edition = Edition.UNKNOWN;

    Home(Client client, Optional<Client> admin) {
        this.client = client;
        this.admin = admin;
    }

    Client client() {
        return client;
    }

    /// As the one who may make accounts, where there is one.
    Optional<Client> admin() {
        return admin;
    }

    /// Asks everything anew.
    void look() throws Trouble, InterruptedException {
        me = Optional.of(client.me());
        edition = Edition.of(client.configuration(), client.licence());
        places.clear();
    }

    /// This bridge's account.
    User me() throws Trouble, InterruptedException {
        Optional<User> known = me;
        if (known.isEmpty()) {
            look();
            known = me;
        }
        return known.orElseThrow();
    }

    /// This bridge's account, if it is known by now.
    Optional<User> knownMe() {
        return me;
    }

    /// What the server is, as far as that was asked.
    Edition edition() {
        return edition;
    }

    /// The channel that croft.yml names so; this account is in it when this returns.
    ///
    /// @param name `TEAM/CHANNEL`, or `CHANNEL` where this account is in one team
    /// @throws Trouble of kind DENIED if there is no such channel for this account
    Place place(String name) throws Trouble, InterruptedException {
        Place known = places.get(name);
        if (known != null) {
            return known;
        }
        Place place = find(name);
        String account = me().id();
        if (!client.isMember(place.channel(), account)) {
            client.addToChannel(place.channel(), account);
        }
        places.put(name, place);
        return place;
    }

    /// Looks for the channel anew when it is asked for.
    void forget(String name) {
        places.remove(name);
    }

    private Place find(String name) throws Trouble, InterruptedException {
        int slash = name.indexOf('/');
        String channel = name.substring(slash + 1);
        List<Team> teams = client.myTeams();
        Team team = slash < 0 ? onlyOne(teams, name) : named(teams, name.substring(0, slash), name);
        try {
            Channel found = client.channel(team.id(), channel);
            return new Place(team.id(), found.id());
        } catch (Trouble e) {
            if (!e.isMissing() && !e.isForbidden()) {
                throw e;
            }
            throw none(
                    "channel \""
                            + name
                            + "\": not in team "
                            + team.name()
                            + " for this account (expected: a channel as its address names it;"
                            + " invite the account where it is private)");
        }
    }

    private static Team onlyOne(List<Team> teams, String name) throws Trouble {
        if (teams.size() == 1) {
            return teams.getFirst();
        }
        throw none(
                "channel \""
                        + name
                        + "\": this account is in "
                        + (teams.isEmpty() ? "no team" : "the teams " + names(teams))
                        + (teams.isEmpty()
                                ? " (expected: one; invite it)"
                                : " (expected: TEAM/CHANNEL)"));
    }

    private static Team named(List<Team> teams, String team, String name) throws Trouble {
        for (Team one : teams) {
            if (one.name().equals(team)) {
                return one;
            }
        }
        throw none(
                "channel \""
                        + name
                        + "\": this account is not in team "
                        + team
                        + " (expected: one of "
                        + names(teams)
                        + "; else invite it)");
    }

    private static String names(List<Team> teams) {
        return teams.isEmpty()
                ? "none"
                : teams.stream().map(Team::name).collect(Collectors.joining(", "));
    }

    private static Trouble none(String why) {
        return new Trouble(Kind.DENIED, 404, "", why, null, null);
    }

    /// A channel, by ids.
    record Place(String team, String channel) {}
}
