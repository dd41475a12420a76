package croft.chat.relay;

import java.util.List;

/// What is to become of a message that was heard.
sealed interface Admission {
    /// It is carried, over these links; none where nothing is linked with where it was said.
    record Carried(List<Link> over) implements Admission {
        public Carried {
            over = List.copyOf(over);
        }
    }

    /// This bridge said it.
    record Ours(Sign by) implements Admission {}

    /// By what a message is known as one of the bridge's own. Each alone would do while nothing
    /// fails: the ids are not known before the acknowledgement, the marks not where a network drops
    /// them, and the accounts change.
    enum Sign {
        /// Its id is that of a copy.
        COPY,
        /// It bears the key of a delivery.
        KEY,
        /// Its author is the bridge's account, or one that the bridge made.
        ACCOUNT,
        /// It came through this bridge before.
        VIA
    }
}
