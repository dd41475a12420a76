package croft.chat.soak;

/// What befalls the bridge, and how often of a hundred times.
enum Strike {
    BRIDGE_KILLED(52, "kill -9 of the bridge"),
    DATABASE_KILLED(6, "kill -9 of PostgreSQL"),
    BOTH_KILLED(4, "kill -9 of both"),
    DATABASE_CUT(8, "connections of the database cut"),
    CHAT_CUT(12, "connections of a chat cut"),
    CHAT_REFUSED(8, "a chat refuses connections for a while"),
    CHAT_SWALLOWED(4, "a chat's network swallows everything for a while"),
    CHAT_RESTARTED(6, "a chat server restarted");

    private final int weight;
    private final String words;

    Strike(int weight, String words) {
        this.weight = weight;
        this.words = words;
    }

    String words() {
        return words;
    }

    /// Which one.
    ///
    /// @param hundredth 0 to 99
    static Strike of(int hundredth) {
        int left = hundredth;
        for (Strike strike : values()) {
            left -= strike.weight;
            if (left < 0) {
                return strike;
            }
        }
        throw new IllegalArgumentException(hundredth + " (expected: 0-99)");
    }
}
