package croft.chat.mattermost.paper;

/// Who may do what.
final class Rights {
    private final Database database;

    Rights(Database database) {
        this.database = database;
    }

    /// A right that members of a channel have; system administrators have it everywhere.
    void member(Session session, Channel channel, String permission) {
        if (!database.inChannel(session.user(), channel.id()) && !session.account().admin()) {
            throw Denied.permission(permission);
        }
    }

    /// Members may post; so may those that the role `system_post_all` lets post everywhere.
    void post(Session session, Channel channel) {
        Account account = session.account();
        boolean anywhere =
                account.is("system_post_all")
                        || (channel.open() && account.is("system_post_all_public"));
        if (!anywhere) {
            member(session, channel, "create_post");
        }
    }

    /// Members may read; public channels all of the team.
    void read(Session session, Channel channel) {
        boolean everybody = channel.open() && database.inTeam(session.user(), channel.team());
        if (!everybody) {
            member(session, channel, "read_channel_content");
        }
    }

    void system(Session session, String permission) {
        if (!session.account().admin()) {
            throw Denied.permission(permission);
        }
    }

    void oneself(Session session, String account) {
        if (!session.user().equals(account)) {
            system(session, "edit_other_users");
        }
    }
}
