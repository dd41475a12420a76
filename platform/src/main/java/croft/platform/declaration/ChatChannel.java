package croft.platform.declaration;

/// A channel of a chat: `wizards/town-square`, `wizards/team/town-square`, `libera/#rust`.
///
/// @param chat a key of `chats`
/// @param channel as its chat names it; at most 200 characters
public record ChatChannel(ChatName chat, String channel) {
    /// For the schema too.
    static final String PATTERN = "[a-z0-9][a-z0-9_-]*/\\S+";

    private static final int LONGEST = 200;

    public ChatChannel {
        if (channel.isEmpty()
                || channel.length() > LONGEST
                || channel.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == ',')) {
            throw new IllegalArgumentException(
                    Shown.quoted(channel)
                            + " is not a channel (expected: at most "
                            + LONGEST
                            + " characters, none of them a space or a comma)");
        }
    }

    static ChatChannel parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " names no channel (expected: CHAT/CHANNEL, such as"
                            + " wizards/town-square)");
        }
        return new ChatChannel(new ChatName(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return chat + "/" + channel;
    }
}
