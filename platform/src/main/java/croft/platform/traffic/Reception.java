package croft.platform.traffic;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/// What becomes of a request: who makes its answer, and what of its body.
///
/// Requests of one connection are answered in the order in which they came. To HEAD, the answer is
/// the one that GET would get; the server leaves out its body.
public sealed interface Reception {
    /// The head alone decides. What has a body is read to its end first.
    ///
    /// @param last whether it leaves doubt where the next request starts, so that the connection
    ///   ends with the answer, at once
    record Refused(Answer answer, boolean last) implements Reception {}

    /// The answer is made when its turn has come; a body is dropped, and too large a one is 413
    /// ([Limits#body]).
    record Answered(Making making) implements Reception {}

    /// The answer is made of the whole body, held in memory.
    ///
    /// @param most octets; more is 413
    /// @param making called on a virtual thread
    record Collected(int most, Function<Octets, Answer> making) implements Reception {
        public Collected {
            if (most < 0) {
                throw new IllegalArgumentException("most: " + most + " (expected: 0 or more)");
            }
        }
    }

    /// The answer is made while the body arrives, however large that is.
    ///
    /// It may be given before the body has ended, which ends the connection. While it is being made
    /// and does not wait for the client, no time runs out; once the body is there, the client is
    /// told every so often that there is work (102, RFC 2518 §10.1).
    ///
    /// @param making called on a virtual thread. What it reads waits for the client, and throws
    ///   [ClientGone] when that is gone or sends nothing for too long. A client that waits to be
    ///   asked (RFC 9110 §10.1.1) is asked at the first read
    record Streamed(Function<InputStream, Answer> making) implements Reception {}

    /// Makes the answer to one request.
    @FunctionalInterface
    interface Making {
        /// Called on a virtual thread; may wait.
        Answer make();

        /// The answer, where it can be given without waiting; else nothing. Called on an event loop
        /// when the request's turn has come.
        default Optional<Answer> known() {
            return Optional.empty();
        }
    }
}
