package croft.site.store;

import java.io.IOException;

/// A stored list of files is not what was written: it can only have been damaged.
final class MalformedManifest extends IOException {
    MalformedManifest(int line, String problem) {
        super("manifest, line " + line + ": " + problem);
    }
}
