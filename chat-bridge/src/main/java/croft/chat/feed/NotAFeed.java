package croft.chat.feed;

/// What was fetched cannot be read as a feed.
final class NotAFeed extends Exception {
    private static final long serialVersionUID = 1;

    NotAFeed(String why) {
        super(why);
    }
}
