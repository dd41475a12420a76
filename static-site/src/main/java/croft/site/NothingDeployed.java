package croft.site;

import croft.platform.declaration.Serving;
import croft.site.content.ReleaseSources;
import croft.site.content.Source;
import jakarta.inject.Singleton;

/// The releases of an installation to which nothing can be deployed.
@Singleton
final class NothingDeployed implements ReleaseSources {
    @Override
    public Source current(Serving.Releases releases) {
        return Source.State.Empty::new;
    }

    @Override
    public Source preview(Serving.Previews previews, String label) {
        return Source.State.Empty::new;
    }
}
