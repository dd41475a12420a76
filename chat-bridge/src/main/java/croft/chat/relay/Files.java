package croft.chat.relay;

import croft.chat.message.Attachment;
import java.io.IOException;
import java.io.InputStream;

/// Streams files of the message that is being sent, from the network that has them.
public interface Files {
    /// Opens one; the caller closes it.
    InputStream open(Attachment file) throws IOException, InterruptedException;
}
