package croft.site.release;

import croft.platform.declaration.ProjectName;
import croft.platform.declaration.Serving;
import croft.site.content.ReleaseSources;
import croft.site.content.Source;
import croft.site.content.Tree;
import croft.site.store.BlobStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of releases as sources of sites: what is on the [Shelf], at the moment of a request.
public final class DeployedSources implements ReleaseSources {
    /// How long an answer may be given again without a look at the store.
    private static final long SECONDS = 5;

    private final Shelf shelf;
    private final Manifests manifests;
    private final BlobStore blobs;
    private final InstantSource clock;

    public DeployedSources(Shelf shelf, Manifests manifests, BlobStore blobs, InstantSource clock) {
        this.shelf = shelf;
        this.manifests = manifests;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    public Source current(Serving.Releases releases) {
        ProjectName project = releases.project();
        return new Source() {
            @Override
            public State now() {
                return current(project);
            }

            // Encoded forms come and old files go without a promotion: noticed soon enough.
            @Override
            public Optional<Object> version() {
                Served served = shelf.now(project);
                return served.current().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Version(
                                        served.number(),
                                        clock.instant().getEpochSecond() / SECONDS));
            }
        };
    }

    @Override
    public Source preview(Serving.Previews previews, String label) {
        return () -> preview(previews.project(), label);
    }

    private Source.State current(ProjectName project) {
        Served served = shelf.now(project);
        if (served.current().isEmpty()) {
            return nothing(project);
        }
        return new Source.State.Ready(
                new ReleaseTree(
                        blobs,
                        served.current().get(),
                        served.standing().current().orElseThrow().at(),
                        served.old(),
                        served.standing().contentNames(),
                        clock.instant()));
    }

    private Source.State preview(ProjectName project, String label) {
        Standing standing = shelf.standing(project);
        Optional<Release> release = Label.parse(label).flatMap(standing::find);
        if (release.isEmpty()) {
            return nothing(project);
        }
        try {
            Tree tree =
                    new ReleaseTree(
                            blobs,
                            manifests.read(release.get().manifest()),
                            release.get().made(),
                            Map.of(),
                            Set.of(),
                            clock.instant());
            return new Source.State.Ready(tree);
        } catch (IOException e) {
            return new Source.State.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Source.State nothing(ProjectName project) {
        return shelf.problem(project)
                .<Source.State>map(Source.State.Unavailable::new)
                .orElseGet(Source.State.Empty::new);
    }

    /// What answers from a release are told apart by.
    private record Version(long promotion, long span) {}
}
