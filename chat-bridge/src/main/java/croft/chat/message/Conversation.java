package croft.chat.message;

/// One channel of one chat of croft.yml, as croft.yml names it: `wizards/town-square`,
/// `libera/#rust`.
///
/// @param chat a key of `chats:`
/// @param channel 1 to 200 characters; a network knows what it means
public record Conversation(String chat, String channel) {
    private static final int LONGEST = 200;

    public Conversation {
        if (chat.isEmpty() || chat.length() > 64 || chat.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "chat: \"" + chat + "\" (expected: 1 to 64 characters, none of them /)");
        }
        if (channel.isEmpty() || channel.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "channel: \"" + channel + "\" (expected: 1 to " + LONGEST + " characters)");
        }
    }

    /// Reads `CHAT/CHANNEL`.
    public static Conversation of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: CHAT/CHANNEL, such as wizards/town-square)");
        }
        return new Conversation(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return chat + "/" + channel;
    }
}
