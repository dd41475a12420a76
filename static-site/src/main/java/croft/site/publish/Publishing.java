package croft.site.publish;

import croft.platform.declaration.ProjectName;
import croft.platform.traffic.ClientGone;
import croft.platform.traffic.Status;
import croft.site.release.Label;
import croft.site.release.Manifests;
import croft.site.release.OutOfReach;
import croft.site.release.Outcome;
import croft.site.release.Releases;
import croft.site.release.Standing;
import croft.site.release.Terms;
import croft.site.release.Token;
import croft.site.release.Tokens;
import croft.site.serve.Desk;
import croft.site.serve.DeskAnswer;
import croft.site.serve.ServedSite;
import croft.site.serve.Visit;
import croft.site.store.Archives;
import croft.site.store.Assembled;
import croft.site.store.BlobFile;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Bounds;
import croft.site.store.Encodings;
import croft.site.store.NotEnoughSpace;
import croft.site.store.UploadName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deploy API of all sites that are made of releases: who asks, for what, and what becomes of
/// it. Each request is carried out whole or not at all, and may be repeated.
///
/// Called on virtual threads.
public final class Publishing implements Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private static final String ROOT = "/.deploy";

    /// Archives taken apart at once: each may need 32 MiB outside the heap for its compression.
    private static final int ARCHIVES = 2;

    /// Other bodies at once.
    private static final int BODIES = 16;

    /// How long a request waits for its turn.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Doorkeeper doorkeeper;
    private final Releases releases;
    private final Deploys deploys;
    private final BlobStore blobs;
    private final Archives archives;
    private final Uploading uploading;
    private final Bounds bounds;
    private final Function<ProjectName, Terms> terms;
    private final Semaphore unpacking = new Semaphore(ARCHIVES, true);
    private final Semaphore receiving = new Semaphore(BODIES, true);

    /// The API over these.
    ///
    /// @param terms what the declaration says of a project now
    public Publishing(
            Tokens tokens,
            Releases releases,
            Manifests manifests,
            BlobStore blobs,
            Archives archives,
            Encodings encodings,
            Bounds bounds,
            Function<ProjectName, Terms> terms,
            InstantSource clock) {
        this.doorkeeper = new Doorkeeper(tokens, clock);
        this.releases = releases;
        this.deploys =
                new Deploys(releases, manifests, encodings, new Reviewing(blobs, terms), terms);
        this.blobs = blobs;
        this.archives = archives;
        this.uploading = new Uploading(blobs, bounds, clock);
        this.bounds = bounds;
        this.terms = terms;
    }

    @Override
    public boolean takes(ServedSite site, String target) {
        return site instanceof ServedSite.OfReleases
                && target.startsWith(ROOT)
                && (target.length() == ROOT.length()
                        || "/?".indexOf(target.charAt(ROOT.length())) >= 0);
    }

    @Override
    public DeskAnswer answer(Visit visit) {
        if (!(visit.site() instanceof ServedSite.OfReleases site)) {
            throw new IllegalStateException(visit.target() + " was not to be taken");
        }
        try {
            return switch (doorkeeper.check(
                    site.project(), visit.field("authorization"), visit.client())) {
                case Doorkeeper.Verdict.Unknown() -> unknown();
                case Doorkeeper.Verdict.ShutOut(Duration until) ->
                        error(Status.TOO_MANY_REQUESTS, "too many wrong tokens from this address")
                                .with("Retry-After", Long.toString(until.toSeconds()));
                case Doorkeeper.Verdict.Known(Token token) -> carryOut(site, token, visit);
            };
        } catch (Refusal e) {
            return error(e.status(), String.valueOf(e.getMessage()));
        } catch (OutOfReach e) {
            return error(Status.UNAVAILABLE, String.valueOf(e.getMessage()))
                    .with("Retry-After", "5");
        } catch (NotEnoughSpace e) {
            LOG.error("{}: {}", site.project(), e.getMessage());
            return error(Status.INSUFFICIENT_STORAGE, String.valueOf(e.getMessage()));
        } catch (Metered.TooMuch e) {
            return error(
                    e.isTime() ? Status.REQUEST_TIMEOUT : Status.CONTENT_TOO_LARGE,
                    String.valueOf(e.getMessage()));
        } catch (ClientGone e) {
            LOG.info(
                    "{}: {} {} was cut off: {}",
                    site.project(),
                    visit.method(),
                    visit.target(),
                    e.getMessage());
            return error(Status.BAD_REQUEST, e.getMessage() + " (send it again)");
        } catch (IOException e) {
            LOG.error("{}: {} {} failed", site.project(), visit.method(), visit.target(), e);
            return error(
                    Status.INTERNAL_ERROR,
                    "the server could not carry this out: "
                            + e.getMessage()
                            + " (its log says more)");
        }
    }

    private DeskAnswer carryOut(ServedSite.OfReleases site, Token token, Visit visit)
            throws Refusal, OutOfReach, IOException {
        ProjectName project = site.project();
        Urls urls = Urls.of(visit);
        List<String> path = segments(visit.target());
        String call = visit.method() + " " + String.join("/", general(path));
        return switch (call) {
            case "PUT " -> archive(site, token, visit, urls);
            case "HEAD blobs/*" -> uploading.blobOffset(project, blob(path.get(1)));
            case "PUT blobs/*" ->
                    inTurn(receiving, () -> uploading.blob(project, blob(path.get(1)), visit));
            case "HEAD uploads/*" -> uploading.archiveOffset(project, path.get(1));
            case "PUT uploads/*" -> upload(site, token, path.get(1), visit, urls);
            case "GET releases", "HEAD releases" -> list(project, urls);
            case "POST releases" -> inTurn(receiving, () -> files(site, token, visit, urls));
            case "POST releases/*/promote" ->
                    told(releases.promote(project, label(path.get(1)), token.label()));
            case "DELETE releases/*" -> told(releases.delete(project, label(path.get(1))));
            case "POST rollback" -> told(releases.rollback(project, token.label()));
            default ->
                    throw new Refusal(
                            Status.NOT_FOUND,
                            visit.method()
                                    + " of this address means nothing (expected: one of those in"
                                    + " docs/contracts/deploying.md)");
        };
    }

    /// The path below [#ROOT].
    private static List<String> segments(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String below = path.substring(ROOT.length());
        return List.of((below.startsWith("/") ? below.substring(1) : below).split("/", -1));
    }

    /// With a star for what each request chooses.
    private static List<String> general(List<String> path) {
        List<String> general = new ArrayList<>(path);
        if (path.size() >= 2 && !path.get(1).isEmpty()) {
            general.set(1, "*");
        }
        return general;
    }

    private DeskAnswer archive(ServedSite.OfReleases site, Token token, Visit visit, Urls urls)
            throws Refusal, OutOfReach, IOException {
        Wishes wishes = Wishes.of(visit);
        if (visit.length().isPresent() && visit.length().getAsLong() > bounds.archiveOctets()) {
            throw new Refusal(
                    Status.CONTENT_TOO_LARGE,
                    visit.length().getAsLong()
                            + " octets (expected: at most "
                            + bounds.archiveOctets()
                            + ")");
        }
        Assembled assembled = inTurn(unpacking, () -> archives.read(visit.body(), bounds));
        return deploys.deploy(site, assembled, wishes, token.label(), urls);
    }

    private DeskAnswer upload(
            ServedSite.OfReleases site, Token token, String upload, Visit visit, Urls urls)
            throws Refusal, OutOfReach, IOException {
        ProjectName project = site.project();
        Wishes wishes = Wishes.of(visit);
        Optional<DeskAnswer> unfinished =
                inTurn(receiving, () -> uploading.archive(project, upload, visit));
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        UploadName name = uploading.archive(project, upload);
        BlobFile whole =
                blobs.open(name)
                        .orElseThrow(
                                () -> new FileNotFoundException("somebody else ended this upload"));
        Assembled assembled;
        try (BlobFile file = whole;
                InputStream in = Channels.newInputStream(file.channel())) {
            assembled = inTurn(unpacking, () -> archives.read(in, bounds));
        }
        DeskAnswer reply = deploys.deploy(site, assembled, wishes, token.label(), urls);
        blobs.discard(name); // not before: a failure until here is mended by asking again
        return reply;
    }

    private DeskAnswer files(ServedSite.OfReleases site, Token token, Visit visit, Urls urls)
            throws Refusal, OutOfReach, IOException {
        Wishes wishes = Wishes.of(visit);
        FileList list = FileList.read(uploading.metered(visit, bounds.files() * 1024L), bounds);
        Assembled assembled = list.draft().finish();
        // hidden files are left out, and not asked for
        List<BlobId> missing = blobs.missing(needed(assembled));
        if (missing.isEmpty()) {
            Optional<DeskAnswer> lie = wrongSize(assembled);
            return lie.isPresent()
                    ? lie.get()
                    : deploys.deploy(site, assembled, wishes, token.label(), urls);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", missing.size() + " files are not here yet (upload them, and ask again)");
        json.put("missing", missing.stream().map(BlobId::toString).toList());
        return new DeskAnswer(Status.CONFLICT, Json.write(json));
    }

    private static Set<BlobId> needed(Assembled assembled) {
        Set<BlobId> needed = new LinkedHashSet<>();
        if (assembled instanceof Assembled.Whole whole) {
            whole.manifest().files().forEach(file -> needed.add(file.blob()));
        }
        return needed;
    }

    /// The sizes come from the client, and answers would be cut by them.
    private Optional<DeskAnswer> wrongSize(Assembled assembled) throws IOException {
        if (assembled instanceof Assembled.Whole whole) {
            for (var file : whole.manifest().files()) {
                try (BlobFile blob = blobs.open(file.blob()).orElse(null)) {
                    if (blob == null || blob.size() != file.size()) {
                        return Optional.of(
                                error(
                                        Status.UNPROCESSABLE,
                                        String.join("/", file.path().segments())
                                                + ": a size of "
                                                + file.size()
                                                + " (expected: "
                                                + (blob == null ? "a file" : blob.size())
                                                + ", which what was uploaded has)"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private DeskAnswer list(ProjectName project, Urls urls) throws OutOfReach {
        return new DeskAnswer(
                Status.OK,
                Listing.json(
                        project,
                        releases.standing(project).orElse(Standing.NOTHING),
                        terms.apply(project),
                        urls));
    }

    private static DeskAnswer told(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (outcome) {
            case Outcome.Promoted(var release, var previous, int changed) -> {
                json.put("state", "current");
                json.put("release", release.label().text());
                json.put("previous", previous.map(Label::text));
                json.put("changed", changed);
            }
            case Outcome.AlreadyCurrent(var release) -> {
                json.put("state", "unchanged");
                json.put("release", release.label().text());
            }
            case Outcome.Kept(var release) -> {
                json.put("state", "preview");
                json.put("release", release.label().text());
            }
            case Outcome.Deleted(Label label) -> {
                json.put("state", "deleted");
                json.put("release", label.text());
            }
            case Outcome.Refused refused -> {
                return error(Status.CONFLICT, refused.toString());
            }
        }
        return new DeskAnswer(Status.OK, Json.write(json));
    }

    private static BlobId blob(String text) throws Refusal {
        return BlobId.parse(text)
                .orElseThrow(() ->
                        Refusal.bad(
                                "the name of the file (expected: its SHA-256, 64 hexadecimal digits"
                                        + " in lower case)"));
    }

    private static Label label(String text) throws Refusal {
        return Label.parse(text)
                .orElseThrow(
                        () -> Refusal.bad("the release (expected: its 12 hexadecimal digits)"));
    }

    /// The same for no token, a wrong one and one of another project.
    private static DeskAnswer unknown() {
        return error(
                        Status.UNAUTHORIZED,
                        "a token for this site is needed (Authorization: Bearer TOKEN; croft"
                                + " releases token NAME makes one)")
                .with("WWW-Authenticate", "Bearer");
    }

    private static DeskAnswer error(Status status, String line) {
        return new DeskAnswer(status, Json.error(line));
    }

    private static <T> T inTurn(Semaphore turns, Work<T> work)
            throws Refusal, OutOfReach, IOException {
        boolean mine;
        try {
            mine = turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            mine = false;
        }
        if (!mine) {
            throw new Refusal(
                    Status.UNAVAILABLE, "too many uploads at once (try again in a moment)");
        }
        try {
            return work.run();
        } finally {
            turns.release();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Refusal, OutOfReach, IOException;
    }
}
