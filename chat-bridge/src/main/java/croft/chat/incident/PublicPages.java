package croft.chat.incident;

import java.net.URI;
import java.util.Optional;

/// Which pages of our wikis everybody may see. What cannot be found out is not public. Blocks.
public interface PublicPages {
    /// A page, if a stranger sees it.
    ///
    /// @param path of its file in the wiki's folder
    Optional<PublicPage> page(String host, String path) throws InterruptedException;

    /// What a stranger sees of it.
    record PublicPage(String title, URI address) {}
}
