package croft.chat.command;

/// Something that was asked for cannot be done, and why, in words for whoever asked.
public final class Unfulfilled extends Exception {
    private static final long serialVersionUID = 1;

    public Unfulfilled(String why) {
        super(why);
    }
}
