package croft.chat.mattermost.paper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// Whoever answers at a [Door]. Virtual threads.
interface Visitors {
    /// Answers one request.
    ///
    /// @param headers by name in lower case
    /// @param body as it arrives
    Reply answer(String method, String uri, Map<String, String> headers, InputStream body)
            throws IOException, InterruptedException;

    /// Whether a WebSocket may be opened here, and who then talks on it.
    Optional<Talk> talk(String uri, Map<String, String> headers);

    /// What is said on one WebSocket.
    interface Talk {
        /// Until it ends. A thread of its own.
        void run(Line line) throws IOException, InterruptedException;

        /// The client said something. Event loop.
        void hear(String text);

        /// It is over. Event loop.
        void over();
    }
}
