package croft.platform.traffic;

import java.io.InputStream;
import java.util.function.Function;

/// A request in line, with nothing of it left to arrive but what its answer is made of.
sealed interface Turn {
    /// Whether it was HEAD.
    boolean headOnly();

    /// Whether the connection ends with the answer.
    boolean last();

    /// The answer is there.
    record Ready(Answer answer, boolean headOnly, boolean last) implements Turn {}

    /// The answer is to be made.
    record Waiting(Request request, Reception.Making making, boolean last) implements Turn {
        @Override
        public boolean headOnly() {
            return request.isHead();
        }
    }

    /// The answer is to be made while the body arrives.
    record Reading(Request request, Function<InputStream, Answer> making, Upload body, boolean last)
            implements Turn {
        @Override
        public boolean headOnly() {
            return request.isHead();
        }
    }
}
