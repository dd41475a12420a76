package croft.site.serve;

/// Who takes requests that are not for a site's pages but about the site, with their bodies.
public interface Desk {
    /// One that takes nothing.
    Desk NONE =
            new Desk() {
                @Override
                public boolean takes(ServedSite site, String target) {
                    return false;
                }

                @Override
                public DeskAnswer answer(Visit visit) {
                    throw new IllegalStateException(visit.target() + " was not to be taken");
                }
            };

    /// Whether a request is for here. Called on an event loop.
    ///
    /// @param target path and query as they were sent
    boolean takes(ServedSite site, String target);

    /// Answers a request. Called on a virtual thread, and may read the body for as long as the
    /// client sends. A body that is not read to its end ends the connection with the answer.
    DeskAnswer answer(Visit visit);
}
