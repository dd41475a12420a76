package croft.site.publish;

import croft.platform.declaration.ProjectName;
import croft.platform.traffic.Status;
import croft.site.release.Label;
import croft.site.release.Manifests;
import croft.site.release.OutOfReach;
import croft.site.release.Outcome;
import croft.site.release.Promotion;
import croft.site.release.Release;
import croft.site.release.Releases;
import croft.site.release.Standing;
import croft.site.release.Terms;
import croft.site.serve.DeskAnswer;
import croft.site.serve.ServedSite;
import croft.site.store.Assembled;
import croft.site.store.BlobId;
import croft.site.store.Encodings;
import croft.site.store.Finding;
import croft.site.store.Manifest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a release of files that are in the store, whichever way they came, and says what came of
/// it.
final class Deploys {
    private static final Logger LOG = LoggerFactory.getLogger(Deploys.class);

    private final Releases releases;
    private final Manifests manifests;
    private final Encodings encodings;
    private final Reviewing reviewing;
    private final Function<ProjectName, Terms> terms;

    Deploys(
            Releases releases,
            Manifests manifests,
            Encodings encodings,
            Reviewing reviewing,
            Function<ProjectName, Terms> terms) {
        this.releases = releases;
        this.manifests = manifests;
        this.encodings = encodings;
        this.reviewing = reviewing;
        this.terms = terms;
    }

    /// Deploys, or only checks.
    ///
    /// @param by whose token it is
    DeskAnswer deploy(
            ServedSite.OfReleases site, Assembled assembled, Wishes wishes, String by, Urls urls)
            throws OutOfReach, IOException {
        return switch (assembled) {
            case Assembled.Refused(List<Finding> findings, int more) -> refused(findings, more);
            case Assembled.Whole whole -> whole(site, whole, wishes, by, urls);
        };
    }

    private static DeskAnswer refused(List<Finding> findings, int more) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "error",
                findings.isEmpty()
                        ? "this cannot be a release"
                        : findings.getFirst()
                                + (findings.size() + more > 1
                                        ? ", and " + (findings.size() + more - 1) + " more"
                                        : ""));
        json.put("findings", findings.stream().map(Finding::toString).toList());
        json.put("more", more);
        return new DeskAnswer(Status.UNPROCESSABLE, Json.write(json));
    }

    private DeskAnswer whole(
            ServedSite.OfReleases site, Assembled.Whole whole, Wishes wishes, String by, Urls urls)
            throws OutOfReach, IOException {
        ProjectName project = site.project();
        Manifest manifest = whole.manifest();
        Reviewed reviewed = reviewing.of(site, manifest);
        if (reviewed.refused()) {
            return new DeskAnswer(
                    Status.UNPROCESSABLE,
                    Json.write(
                            Map.of(
                                    "error",
                                    reviewed.rules().getFirst(),
                                    "findings",
                                    reviewed.rules(),
                                    "more",
                                    0)));
        }
        Standing before = releases.standing(project).orElse(Standing.NOTHING);
        Changes changes = changes(before, manifest);
        if (wishes.dryRun()) {
            BlobId id = manifest.name();
            Label label = new Label(id.label());
            boolean kept = before.find(label).isPresent();
            return report(
                    Status.OK,
                    "checked",
                    label,
                    id,
                    whole,
                    changes,
                    reviewed,
                    preview(project, label, kept, urls));
        }
        BlobId id = manifests.write(manifest);
        Outcome outcome =
                releases.deploy(project, id, manifest, wishes.note(), by, wishes.preview());
        encodings.add(manifest);
        Label label = new Label(id.label());
        String state =
                switch (outcome) {
                    case Outcome.Promoted _ -> "current";
                    case Outcome.AlreadyCurrent _ -> "unchanged";
                    case Outcome.Kept(Release kept) ->
                            before.isCurrent(kept) ? "unchanged" : "preview";
                    case Outcome.Deleted _, Outcome.Refused _ ->
                            throw new IllegalStateException("a deploy came to " + outcome);
                };
        LOG.info(
                "{}: {} deployed by {}, {}: {} files, {} octets",
                project,
                label,
                by,
                state,
                manifest.count(),
                manifest.octets());
        return report(
                state.equals("unchanged") ? Status.OK : Status.CREATED,
                state,
                label,
                id,
                whole,
                changes,
                reviewed,
                preview(project, label, true, urls));
    }

    private Changes changes(Standing before, Manifest manifest) {
        Optional<Promotion> current = before.current();
        Manifest old = Manifest.EMPTY;
        try {
            if (current.isPresent()) {
                old = manifests.read(current.get().manifest());
            }
        } catch (IOException e) {
            LOG.warn("what changes cannot be told: {}", e.getMessage());
        }
        return Changes.between(current.map(c -> c.label().text()), old, manifest);
    }

    private Optional<String> preview(ProjectName project, Label label, boolean kept, Urls urls) {
        return kept ? terms.apply(project).previewHost(label).map(urls::of) : Optional.empty();
    }

    private static DeskAnswer report(
            Status status,
            String state,
            Label label,
            BlobId id,
            Assembled.Whole whole,
            Changes changes,
            Reviewed reviewed,
            Optional<String> preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", state);
        json.put("release", label.text());
        json.put("manifest", id.toString());
        json.put("files", whole.manifest().count());
        json.put("octets", whole.manifest().octets());
        json.put("preview", preview);
        json.put("changes", changes.json());
        json.put("rules", reviewed.rules());
        json.put("review", reviewed.findings());
        json.put("leftOut", whole.leftOut());
        json.put("warnings", whole.warnings().stream().map(Finding::toString).toList());
        return new DeskAnswer(status, Json.write(json));
    }
}
