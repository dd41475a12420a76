package croft.site.publish;

import croft.platform.declaration.ProjectName;
import croft.platform.traffic.Status;
import croft.site.serve.DeskAnswer;
import croft.site.serve.Visit;
import croft.site.store.Appended;
import croft.site.store.BlobFile;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Bounds;
import croft.site.store.UploadName;
import croft.site.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes what is uploaded: single files by their hash, and archives in pieces.
final class Uploading {
    private static final String OFFSET = "Upload-Offset";

    private final BlobStore blobs;
    private final Bounds bounds;
    private final InstantSource clock;

    Uploading(BlobStore blobs, Bounds bounds, InstantSource clock) {
        this.blobs = blobs;
        this.bounds = bounds;
        this.clock = clock;
    }

    /// How much of a blob is here.
    DeskAnswer blobOffset(ProjectName project, BlobId id) throws IOException {
        Optional<BlobFile> there = blobs.open(id);
        if (there.isPresent()) {
            try (BlobFile file = there.get()) {
                return offset(file.size(), true);
            }
        }
        return offset(blobs.offset(partOf(project, id)), false);
    }

    /// Takes a blob, or a piece of it.
    DeskAnswer blob(ProjectName project, BlobId id, Visit visit) throws IOException, Refusal {
        if (blobs.missing(List.of(id)).isEmpty()) {
            return blobOffset(project, id);
        }
        refuseTooLong(visit.length(), bounds.fileOctets());
        Optional<Piece> piece = Piece.of(visit);
        if (piece.isEmpty()) {
            return written(blobs.write(id, metered(visit, bounds.fileOctets())));
        }
        refuseTooLong(OptionalLong.of(piece.get().total()), bounds.fileOctets());
        UploadName name = partOf(project, id);
        long offset = append(name, piece.get(), visit);
        return offset < piece.get().total()
                ? offset(offset, false)
                : written(
                        blobs.finish(name, id)
                                .orElseThrow(() -> misplaced(0))); // somebody else ended it
    }

    private static DeskAnswer written(Written written) throws Refusal {
        return switch (written) {
            case Written.Stored(BlobId id, long size) ->
                    new DeskAnswer(
                            Status.CREATED,
                            Json.write(Map.of("sha256", id.toString(), "size", size)));
            case Written.Different different ->
                    throw new Refusal(Status.UNPROCESSABLE, different.toString());
        };
    }

    /// How much of an archive is here.
    DeskAnswer archiveOffset(ProjectName project, String upload) throws IOException, Refusal {
        return offset(blobs.offset(archive(project, upload)), false);
    }

    /// Takes an archive, or a piece of it.
    ///
    /// @return empty when all of it is here
    Optional<DeskAnswer> archive(ProjectName project, String upload, Visit visit)
            throws IOException, Refusal {
        UploadName name = archive(project, upload);
        Optional<Piece> piece = Piece.of(visit);
        if (piece.isEmpty()) {
            refuseTooLong(visit.length(), bounds.archiveOctets());
            blobs.discard(name);
            checked(
                    blobs.append(
                            name,
                            0,
                            metered(visit, bounds.archiveOctets()),
                            bounds.archiveOctets()));
            return Optional.empty();
        }
        refuseTooLong(OptionalLong.of(piece.get().total()), bounds.archiveOctets());
        long offset = append(name, piece.get(), visit);
        return offset < piece.get().total() ? Optional.of(offset(offset, false)) : Optional.empty();
    }

    UploadName archive(ProjectName project, String upload) throws Refusal {
        return UploadName.parse(project + ".archive." + upload)
                .orElseThrow(() ->
                        Refusal.bad(
                                "the name of the upload (expected: at most 60 of a-z, 0-9, hyphen,"
                                        + " underscore and dot)"));
    }

    private static UploadName partOf(ProjectName project, BlobId id) {
        return new UploadName(project + ".blob." + id.toString().substring(0, 48));
    }

    private long append(UploadName name, Piece piece, Visit visit) throws IOException, Refusal {
        if (visit.length().isPresent() && visit.length().getAsLong() != piece.length()) {
            throw Refusal.bad(
                    "content-length: "
                            + visit.length().getAsLong()
                            + " (expected: "
                            + piece.length()
                            + ", as content-range says)");
        }
        if (piece.length() == 0) {
            long there = blobs.offset(name);
            if (there != piece.total()) {
                throw misplaced(there);
            }
            return there;
        }
        return checked(
                blobs.append(name, piece.first(), metered(visit, piece.length()), piece.total()));
    }

    private static long checked(Appended appended) throws Refusal {
        return switch (appended) {
            case Appended.Taken(long offset) -> offset;
            case Appended.Misplaced(long offset) -> throw misplaced(offset);
            case Appended.Busy() ->
                    throw new Refusal(
                            Status.CONFLICT,
                            "another piece of this upload is still being received (HEAD tells when"
                                    + " to go on)");
            case Appended.TooLong(long limit, long _) ->
                    throw new Refusal(
                            Status.CONTENT_TOO_LARGE,
                            "more than " + limit + " octets (expected: at most that many)");
        };
    }

    private static Refusal misplaced(long offset) {
        return new Refusal(
                Status.CONFLICT,
                "the piece begins elsewhere than what is there ends (expected: at octet "
                        + offset
                        + "; HEAD tells where to go on)");
    }

    private static void refuseTooLong(OptionalLong length, long limit) throws Refusal {
        if (length.isPresent() && length.getAsLong() > limit) {
            throw new Refusal(
                    Status.CONTENT_TOO_LARGE,
                    length.getAsLong() + " octets (expected: at most " + limit + ")");
        }
    }

    InputStream metered(Visit visit, long limit) {
        return new Metered(visit.body(), limit, bounds.patience(), clock);
    }

    private static DeskAnswer offset(long offset, boolean complete) {
        return new DeskAnswer(Status.OK, Json.write(Map.of("offset", offset, "complete", complete)))
                .with(OFFSET, Long.toString(offset))
                .with("Upload-Complete", complete ? "?1" : "?0");
    }
}
