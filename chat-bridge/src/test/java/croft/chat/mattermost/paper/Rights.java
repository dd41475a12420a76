package croft.chat.mattermost.paper;

/// Who may do what.
final class Rights {
    private final Database database;

    Rights(Database database) {
        this.database = database;
    }

    /// A right that members of a channel have; system administrators have it everywhere.
    void member(Session session, Channel channel, String permission) {
        if (!isMember(session, channel)) {
            throw Denied.permission(permission);
        }
    }

    private boolean isMember(Session session, Channel channel) {
        return database.inChannel(session.user(), channel.id()) || session.account().admin();
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
        if (!mayRead(session, channel)) {
            throw Denied.permission("read_channel_content");
        }
    }

    boolean mayRead(Session session, Channel channel) {
        return isMember(session, channel)
                || (channel.open() && database.inTeam(session.user(), channel.team()));
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
