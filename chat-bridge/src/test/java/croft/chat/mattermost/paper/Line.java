package croft.chat.mattermost.paper;

import java.io.IOException;

/// One WebSocket, as the server holds it.
interface Line {
    /// Sends text, and returns when it is on its way.
    ///
    /// @throws IOException if the connection is gone
    void send(String text) throws IOException, InterruptedException;

    /// Asks whether the other end is there.
    void ping() throws IOException, InterruptedException;

    /// Closes the connection, without a word.
    void close();
}
