package croft.chat.mattermost;

/// What a verification found.
///
/// @param what was looked at, and how it is
/// @param remedy what to do, empty where nothing is to be done
public record Finding(Level level, String what, String remedy) {
    static Finding good(String what) {
        return new Finding(Level.GOOD, what, "");
    }

    static Finding doubtful(String what, String remedy) {
        return new Finding(Level.DOUBTFUL, what, remedy);
    }

    static Finding wrong(String what, String remedy) {
        return new Finding(Level.WRONG, what, remedy);
    }

    /// How bad it is.
    public enum Level {
        /// As it should be.
        GOOD,
        /// It works, and its owner should know.
        DOUBTFUL,
        /// It does not work.
        WRONG
    }
}
