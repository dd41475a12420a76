package croft.platform.declaration;

import java.nio.file.Path;

/// What answers a site's requests.
public sealed interface Serving {
    /// A folder served as it is by static-site.
    ///
    /// @param folder absolute and normalised; it need not exist yet
    /// @param asDeclared as written in croft.yml, for people
    record Folder(Path folder, String asDeclared) implements Serving {
        public Folder {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException(folder + " (expected: an absolute path)");
            }
        }
    }

    /// An application that speaks HTTP/1.1 without TLS.
    record Proxy(Origin origin) implements Serving {}
}
