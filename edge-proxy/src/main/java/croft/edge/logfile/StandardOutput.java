package croft.edge.logfile;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;

/// Standard output: what the service says of itself goes there too, whole lines of both by turns.
record StandardOutput(PrintStream out) implements Destination {
    @Override
    public void write(byte[] octets, int length, Instant now) throws IOException {
        out.write(octets, 0, length);
        // a stream that failed once fails for ever: nobody reads at its other end any more
        if (out.checkError()) {
            throw new IOException("nobody reads it");
        }
    }

    @Override
    public void look(Instant now) {}

    @Override
    public String name() {
        return "standard output";
    }

    @Override
    public void close() {}
}
