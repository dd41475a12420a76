package croft.site.content;

import croft.platform.declaration.Serving;

/// Where the files of deployed releases come from. Called while sites are put together and for each
/// request of a preview; neither may block.
public interface ReleaseSources {
    /// The files of whichever release is current at each look.
    Source current(Serving.Releases releases);

    /// The files of one release.
    ///
    /// @param label as it stood in the host asked for, which may be anybody's invention
    Source preview(Serving.Previews previews, String label);
}
