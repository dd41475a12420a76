package croft.site.review;

import java.io.IOException;
import java.util.List;

/// One release, to be read.
public interface ReleaseView {
    List<ReleaseFile> files();

    /// The first octets of a file, at most `limit`.
    byte[] read(ReleaseFile file, int limit) throws IOException;
}
