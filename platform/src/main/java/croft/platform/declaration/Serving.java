package croft.platform.declaration;

import java.nio.file.Path;
import java.time.Duration;

/// What answers a site's requests.
public sealed interface Serving {
    /// A website of files, which static-site serves.
    sealed interface Static extends Serving {
        /// How its files are served.
        StaticPolicy policy();
    }

    /// A folder served as it is by static-site.
    ///
    /// @param folder absolute and normalised; it need not exist yet
    /// @param asDeclared as written in croft.yml, for people
    record Folder(Path folder, String asDeclared, StaticPolicy policy) implements Static {
        public Folder {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException(folder + " (expected: an absolute path)");
            }
        }

        /// A folder about which nothing more is said.
        public Folder(Path folder, String asDeclared) {
            this(folder, asDeclared, StaticPolicy.DEFAULT);
        }
    }

    /// The current one of the releases that were deployed to a project.
    ///
    /// @param keep how many releases are kept beside the current one, so that it can be rolled back
    /// @param oldAssets how long files with a hash in their names are still found once a release
    ///   has no more use for them
    record Releases(ProjectName project, int keep, Duration oldAssets, StaticPolicy policy)
            implements Static {}

    /// Each release of a project at a host of its own: the label of the release in place of the
    /// star of the site's host.
    record Previews(ProjectName project, StaticPolicy policy) implements Static {}

    /// A folder of Markdown as a wiki, which wiki-pkb serves.
    ///
    /// @param folder absolute and normalised; it need not exist yet
    /// @param asDeclared as written in croft.yml, for people
    record Wiki(Path folder, String asDeclared, WikiPolicy policy) implements Serving {
        public Wiki {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException(folder + " (expected: an absolute path)");
            }
        }
    }

    /// An application that speaks HTTP/1.1 without TLS.
    record Proxy(Origin origin) implements Serving {}

    /// A Mattermost server of `chats`.
    record Chat(ChatName name, Origin origin) implements Serving {}

    /// Texts that are too long for an IRC server of `chats`, whole; chat-bridge serves them.
    record Pastes(ChatName chat) implements Serving {}
}
