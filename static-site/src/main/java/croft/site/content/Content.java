package croft.site.content;

import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Octets;
import java.util.Optional;

/// A document's octets and the tag that names exactly them.
public sealed interface Content {
    Optional<EntityTag> tag();

    /// A document held whole, so that tag and octets cannot part.
    record Small(Octets octets, EntityTag name) implements Content {
        @Override
        public Optional<EntityTag> tag() {
            return Optional.of(name);
        }
    }

    /// A document to be sent from its file; whoever gets this closes the file.
    record Large(OpenFile file, Optional<EntityTag> tag) implements Content {}
}
