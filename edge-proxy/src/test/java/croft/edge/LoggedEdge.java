package croft.edge;

import croft.edge.listener.ListenerLimits;
import croft.edge.log.LogLine;
import croft.edge.logfile.LineWriter;
import croft.edge.logfile.LogFolder;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An edge that writes an access log into a folder.
final class LoggedEdge implements AutoCloseable {
    static final String HOST = "site.test";
    private static final long MEMORY = 32 << 20;

    final TestEdge edge;
    final LogFolder folder;
    final LineWriter writer;

    LoggedEdge(Path folder, AccessLogPolicy policy, Origin backend) {
        this.folder = new LogFolder(folder);
        writer = LineWriter.start(policy, folder, InstantSource.system());
        edge =
                new TestEdge(
                        ListenerLimits.DEFAULT,
                        InstantSource.system(),
                        MEMORY,
                        UpstreamSettings.DEFAULT,
                        writer);
        edge.log.use(policy);
        edge.forward(backend, CachePolicy.of(CachePolicy.Preset.APP), HOST);
    }

    static LoggedEdge json(Path folder, Origin backend) {
        return new LoggedEdge(folder, policy(AccessLogPolicy.Format.JSON, 64), backend);
    }

    static AccessLogPolicy policy(AccessLogPolicy.Format format, int mebibytes) {
        return new AccessLogPolicy(
                AccessLogPolicy.To.FILE,
                format,
                AccessLogPolicy.Addresses.FULL,
                AccessLogPolicy.Query.NONE,
                List.of(),
                ByteSize.ofMebibytes(mebibytes),
                AccessLogPolicy.DEFAULT_KEEP);
    }

    Visitor visit(Visitor.Protocol protocol) throws IOException {
        return protocol.visit(edge, HOST);
    }

    /// Ends the edge as SIGTERM does, and reads every line.
    List<LogLine> lines() throws IOException {
        close();
        List<LogLine> lines = new ArrayList<>();
        for (String line : folder.lines()) {
            lines.add(LogLine.of(line));
        }
        return lines;
    }

    @Override
    public void close() {
        if (edge.isClosed()) {
            return;
        }
        edge.drain();
        edge.close();
        writer.close();
    }
}
