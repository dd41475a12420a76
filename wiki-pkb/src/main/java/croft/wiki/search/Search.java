package croft.wiki.search;

import croft.platform.declaration.HostName;

/// Finds pages of a wiki. Any thread that may wait; it never throws for what somebody typed, and
/// answers also while the database is away. Pages that are not listed are never found.
public interface Search {
    /// Finds.
    ///
    /// @param site the host that croft.yml names; a wiki that is not there has no pages
    Results search(HostName site, Query query);
}
