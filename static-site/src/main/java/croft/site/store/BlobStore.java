package croft.site.store;

import croft.site.content.Coding;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Immutable octets under the SHA-256 of their content, for all sites together.
///
/// What a call has written or found is safe from a crash when the call returns. A blob has an age:
/// the time since it was last written or asked for by [#missing]; whoever removes unused blobs
/// gives the age that they must have, so that nothing vanishes between an upload and the release
/// that uses it.
///
/// Files are sent by the kernel, so [#open] gives a file on a local disk. A store of objects
/// elsewhere keeps a bounded cache of files for that, fetched whole and checked before the first
/// use; deleting from the cache never harms a reader, who holds the file open.
///
/// Every method blocks, and may be called by any number of threads. Each throws an [IOException]
/// when the storage fails, and [NotEnoughSpace] when it is full.
public interface BlobStore {
    /// Those of `ids` that are not here, in their order. Those that are get young again.
    List<BlobId> missing(Collection<BlobId> ids) throws IOException;

    /// Stores all that comes from `octets`. A failure of the stream itself is thrown as it is, and
    /// leaves nothing behind.
    Written.Stored write(InputStream octets) throws IOException;

    /// Stores all that comes from `octets`, if it has this name.
    Written write(BlobId id, InputStream octets) throws IOException;

    /// How much of an upload is here: 0 if nothing.
    long offset(UploadName name) throws IOException;

    /// Adds what comes from `octets` to an upload that is `offset` long. When the stream fails,
    /// what came before stays and the failure is thrown: the sender asks for [#offset] and goes on
    /// there.
    ///
    /// @param limit how long the upload may become
    Appended append(UploadName name, long offset, InputStream octets, long limit)
            throws IOException;

    /// Makes an upload the blob `id`, and ends the upload either way. Empty if there is no such
    /// upload, or if a piece of it is still being received.
    Optional<Written> finish(UploadName name, BlobId id) throws IOException;

    /// Reads an upload as far as it has come; the caller closes it. Empty if there is none.
    Optional<BlobFile> open(UploadName name) throws IOException;

    /// Forgets an upload, if there is one of which no piece is being received.
    void discard(UploadName name) throws IOException;

    /// Opens a blob; the caller closes it. Empty if it is not here.
    Optional<BlobFile> open(BlobId id) throws IOException;

    /// Opens a blob as `coding` encodes it, if that has been stored; the caller closes it.
    Optional<BlobFile> open(BlobId id, Coding coding) throws IOException;

    /// Keeps an encoded form beside a blob, until that is deleted. Does nothing if the blob is not
    /// here. No octets say that this coding has been tried and is not worth keeping.
    void writeVariant(BlobId id, Coding coding, byte[] octets) throws IOException;

    /// The sizes of a blob's encoded forms.
    Map<Coding, Long> variants(BlobId id) throws IOException;

    /// The codings that [#writeVariant] has been called with.
    Set<Coding> triedVariants(BlobId id) throws IOException;

    /// Reads a blob and compares its octets with its name.
    Soundness verify(BlobId id) throws IOException;

    /// Shows every blob, in no order; one that is written or deleted meanwhile may be shown or not.
    void list(Consumer<Held> each) throws IOException;

    /// Shows every upload that was begun and not ended.
    void listUploads(Consumer<Begun> each) throws IOException;

    /// Deletes a blob with its encoded forms, unless it got young again since `unusedSince`.
    ///
    /// @return whether it is gone
    boolean delete(BlobId id, Instant unusedSince) throws IOException;

    /// A blob and its age.
    ///
    /// @param size without its encoded forms
    record Held(BlobId id, long size, Instant lastUsed) {}

    /// An upload and its age.
    record Begun(UploadName name, long size, Instant lastUsed) {}
}
