package croft.site.publish;

import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.declaration.StaticPolicy;
import croft.site.content.SitePath;
import croft.site.release.Terms;
import croft.site.review.Finding;
import croft.site.review.Findings;
import croft.site.review.ReleaseFile;
import croft.site.review.ReleaseView;
import croft.site.review.Report;
import croft.site.review.Review;
import croft.site.rules.Dialect;
import croft.site.rules.Problem;
import croft.site.rules.Rules;
import croft.site.rules.WebOrigin;
import croft.site.serve.ServedSite;
import croft.site.store.BlobFile;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Manifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Has releases looked through before they go out.
final class Reviewing {
    /// Larger releases are not looked through: the names of their files alone would take a good
    /// part of a small heap.
    private static final int MOST_FILES = 20_000;

    /// Lines in an answer.
    private static final int SHOWN = 100;

    private final BlobStore blobs;
    private final Function<ProjectName, Terms> terms;

    Reviewing(BlobStore blobs, Function<ProjectName, Terms> terms) {
        this.blobs = blobs;
        this.terms = terms;
    }

    Reviewed of(ServedSite.OfReleases site, Manifest manifest) throws IOException {
        Rules rules = rules(site.policy(), manifest);
        List<String> problems = rules.problems().stream().map(Problem::toString).toList();
        if (manifest.count() > MOST_FILES) {
            boolean refused =
                    rules.problems().stream().anyMatch(p -> p.effect() == Problem.Effect.REFUSED);
            return new Reviewed(
                    refused,
                    problems,
                    List.of("links are not followed in more than " + MOST_FILES + " files"));
        }
        Report report =
                Review.of(
                        new View(files(manifest)),
                        List.of(),
                        rules,
                        terms.apply(site.project()).hosts().stream().map(HostName::value).toList(),
                        Review.Limits.DEFAULT);
        return new Reviewed(report.isRefused(), problems, lines(report));
    }

    private static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        int more = 0;
        for (Map.Entry<Finding.Kind, Findings> each : report.findings().entrySet()) {
            for (Finding finding : each.getValue().first()) {
                if (lines.size() < SHOWN) {
                    lines.add(each.getKey() + ": " + finding.toString());
                }
            }
            more += each.getValue().total();
        }
        more -= lines.size();
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        return lines;
    }

    private static List<ReleaseFile> files(Manifest manifest) {
        List<ReleaseFile> files = new ArrayList<>(manifest.count());
        for (Manifest.File file : manifest.files()) {
            files.add(new ReleaseFile(file.path(), file.size(), file.blob().toString()));
        }
        return files;
    }

    private Rules rules(StaticPolicy policy, Manifest manifest) throws IOException {
        Optional<Dialect> dialect =
                switch (policy.rules()) {
                    case NETLIFY -> Optional.of(Dialect.NETLIFY);
                    case CLOUDFLARE -> Optional.of(Dialect.CLOUDFLARE);
                    case DETECTED, OFF -> Optional.empty();
                };
        if (policy.rules() == StaticPolicy.Rules.OFF) {
            return Rules.NONE;
        }
        Set<WebOrigin> origins =
                policy.forwardTo().stream()
                        .map(origin -> WebOrigin.parse(origin.toString()))
                        .collect(Collectors.toUnmodifiableSet());
        return Rules.read(
                text(manifest, "_redirects"), text(manifest, "_headers"), dialect, origins);
    }

    private Optional<String> text(Manifest manifest, String name) throws IOException {
        Optional<Manifest.File> file = manifest.find(SitePath.file(name));
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new String(
                                read(file.get().blob(), 4 * (Rules.LONGEST_FILE + 1)),
                                StandardCharsets.UTF_8));
    }

    private byte[] read(BlobId id, int limit) throws IOException {
        try (BlobFile blob =
                blobs.open(id)
                        .orElseThrow(
                                () -> new FileNotFoundException(id + " is not in the store"))) {
            return Channels.newInputStream(blob.channel()).readNBytes(limit);
        }
    }

    /// A release as it lies in the store.
    private final class View implements ReleaseView {
        private final List<ReleaseFile> files;

        View(List<ReleaseFile> files) {
            this.files = files;
        }

        @Override
        public List<ReleaseFile> files() {
            return files;
        }

        @Override
        public byte[] read(ReleaseFile file, int limit) throws IOException {
            return Reviewing.this.read(BlobId.parse(file.sha256()).orElseThrow(), limit);
        }
    }
}
