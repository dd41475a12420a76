package croft.site.content;

import java.util.List;
import java.util.Optional;

/// What answers a request for a name.
///
/// Each carries the paths that were looked at, found or not: a change at any of them can change the
/// answer, and at no other.
public sealed interface Resolution {
    List<SitePath> looked();

    /// 200 with this document.
    record Found(Document document, List<SitePath> looked) implements Resolution {
        public Found {
            looked = List.copyOf(looked);
        }
    }

    /// 308 to the one name under which this is served.
    record Elsewhere(SitePath path, List<SitePath> looked) implements Resolution {
        public Elsewhere {
            looked = List.copyOf(looked);
        }
    }

    /// 403: the file is there, and its permissions keep us out.
    record Forbidden(List<SitePath> looked) implements Resolution {
        public Forbidden {
            looked = List.copyOf(looked);
        }
    }

    /// 404, there is nothing.
    ///
    /// @param page the site's own page for this, from the nearest folder that has one
    record Missing(Optional<Document> page, List<SitePath> looked) implements Resolution {
        public Missing {
            looked = List.copyOf(looked);
        }
    }
}
