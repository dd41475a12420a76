package croft.site.content;

import java.util.List;

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

    /// 200 with a list of what is in this folder; any change there can change it.
    record Listed(SitePath folder, List<SitePath> looked) implements Resolution {
        public Listed {
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
    record Missing(List<SitePath> looked) implements Resolution {
        public Missing {
            looked = List.copyOf(looked);
        }
    }
}
