package croft.site;

import croft.platform.declaration.ProjectName;
import croft.platform.service.CannotStart;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.Variables;
import croft.site.content.ReleaseSources;
import croft.site.publish.Publishing;
import croft.site.release.DeployedSources;
import croft.site.release.Follower;
import croft.site.release.LocalCopies;
import croft.site.release.Manifests;
import croft.site.release.Releases;
import croft.site.release.Shelf;
import croft.site.release.Sweep;
import croft.site.release.Terms;
import croft.site.release.Tokens;
import croft.site.serve.Desk;
import croft.site.store.Archives;
import croft.site.store.BlobStore;
import croft.site.store.Bounds;
import croft.site.store.DiskBlobs;
import croft.site.store.Encodings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;

/// Puts releases together: the blob store, the database, and what stands between them and visitors.
@Factory
final class ReleaseWiring {
    /// Where the files of releases lie: `CROFT_BLOBS`, else a folder of the state.
    @Singleton
    @Bean(preDestroy = "close")
    DiskBlobs blobs(Variables variables, ServiceEnvironment environment, InstantSource clock) {
        Path folder =
                variables
                        .read("CROFT_BLOBS", Path::of, "a path")
                        .map(path -> path.toAbsolutePath().normalize())
                        .orElseGet(() -> environment.state().resolve("blobs"));
        try {
            Files.createDirectories(folder);
            return DiskBlobs.open(folder, clock);
        } catch (IOException e) {
            throw CannotStart.misconfigured(
                    "CROFT_BLOBS: "
                            + folder
                            + " cannot be used: "
                            + e.getMessage()
                            + " (expected: a folder that this service's user may write)");
        }
    }

    @Singleton
    Archives archives(BlobStore blobs, ServiceEnvironment environment, InstantSource clock) {
        try {
            return new Archives(
                    blobs, Files.createDirectories(environment.state().resolve("archives")), clock);
        } catch (IOException e) {
            throw CannotStart.misconfigured(
                    "CROFT_STATE: "
                            + environment.state()
                            + " cannot be written: "
                            + e.getMessage()
                            + " (expected: a folder that this service's user may write)");
        }
    }

    @Singleton
    @Bean(preDestroy = "close")
    Encodings encodings(BlobStore blobs) {
        return Encodings.start(blobs);
    }

    @Singleton
    Manifests manifests(BlobStore blobs) {
        return new Manifests(blobs);
    }

    @Singleton
    Shelf shelf() {
        return new Shelf();
    }

    @Singleton
    LocalCopies copies(ServiceEnvironment environment) {
        return new LocalCopies(environment.state().resolve("projects"));
    }

    @Singleton
    Releases releases(
            DataSource database,
            Manifests manifests,
            Shelf shelf,
            LocalCopies copies,
            LiveDeclaration declaration,
            InstantSource clock) {
        return new Releases(
                database, manifests, shelf, copies, project -> terms(declaration, project), clock);
    }

    @Singleton
    Tokens tokens(DataSource database, InstantSource clock) {
        return new Tokens(database, clock);
    }

    @Singleton
    Sweep sweep(DataSource database, BlobStore blobs, Manifests manifests, InstantSource clock) {
        return new Sweep(database, blobs, manifests, clock);
    }

    @Singleton
    Follower follower(
            Releases releases,
            Shelf shelf,
            LocalCopies copies,
            DataSource database,
            Encodings encodings,
            LiveDeclaration declaration) {
        return new Follower(
                releases,
                shelf,
                copies,
                database,
                () -> Terms.declared(declaration.current()),
                project -> terms(declaration, project),
                encodings::add);
    }

    @Singleton
    ReleaseSources sources(Shelf shelf, Manifests manifests, BlobStore blobs, InstantSource clock) {
        return new DeployedSources(shelf, manifests, blobs, clock);
    }

    @Singleton
    Desk desk(
            Tokens tokens,
            Releases releases,
            Manifests manifests,
            BlobStore blobs,
            Archives archives,
            Encodings encodings,
            LiveDeclaration declaration,
            InstantSource clock) {
        return new Publishing(
                tokens,
                releases,
                manifests,
                blobs,
                archives,
                encodings,
                Bounds.DEFAULT,
                project -> terms(declaration, project),
                clock);
    }

    private static Terms terms(LiveDeclaration declaration, ProjectName project) {
        return Terms.of(declaration.current(), project);
    }
}
