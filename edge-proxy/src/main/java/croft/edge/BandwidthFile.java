package croft.edge;

import croft.edge.limit.Bandwidth;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where today's bandwidth is kept between one start of the edge and the next. That it cannot be
/// read or written keeps nobody from anything.
record BandwidthFile(Bandwidth bandwidth, Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(BandwidthFile.class);

    void load() {
        try {
            bandwidth.load(file);
        } catch (IOException e) {
            LOG.warn("{}: cannot be read, today's bandwidth is counted anew: {}", file, reason(e));
        }
    }

    void store() {
        try {
            bandwidth.store(file);
        } catch (IOException e) {
            LOG.warn("{}: cannot be written: {}", file, reason(e));
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
