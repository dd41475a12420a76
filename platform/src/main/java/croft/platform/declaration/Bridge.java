package croft.platform.declaration;

import java.util.List;

/// Channels that are kept the same.
///
/// @param between two or more
/// @param names how people of one appear in another
/// @param bots user names of bots whose messages are carried too
/// @param unfurl whether links to our own pages get a preview
public record Bridge(List<ChatChannel> between, Names names, List<String> bots, boolean unfurl) {
    public Bridge {
        between = List.copyOf(between);
        bots = List.copyOf(bots);
    }

    /// How people appear.
    public enum Names {
        /// As accounts of their own where the chat allows it, else before the text.
        GHOSTS,
        /// Before the text.
        PREFIX
    }
}
