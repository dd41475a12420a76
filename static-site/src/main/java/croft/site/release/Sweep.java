package croft.site.release;

import croft.platform.journal.Sql;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import croft.site.store.Manifest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/// Removes blobs that nothing needs: no kept release of any project, no old asset whose time is not
/// over, and no upload that may still become a release.
///
/// **Why nothing is lost, also while somebody deploys.** What is needed is read from one snapshot
/// of the database. A release that is made after it consists of blobs that were written or asked
/// for shortly before (see [BlobStore#missing]) and so are young; the store deletes a blob only if
/// it is still older than [#GRACE] at that instant. A promotion makes nothing needed that was not:
/// a release that ceases to be kept leaves its old assets in the same transaction. Where a list
/// cannot be read, nobody knows what it needs, and nothing is removed.
///
/// What is needed is kept as the first eight octets of each hash: a blob that shares them by chance
/// with a needed one stays for nothing, once in a very long time.
///
/// Blocks; several processes may sweep at once.
public final class Sweep {
    /// How long blobs wait for the release that uses them, so that an upload may be continued the
    /// next day.
    public static final Duration GRACE = Duration.ofHours(24);

    private final DataSource database;
    private final BlobStore blobs;
    private final Manifests manifests;
    private final InstantSource clock;

    public Sweep(DataSource database, BlobStore blobs, Manifests manifests, InstantSource clock) {
        this.database = database;
        this.blobs = blobs;
        this.manifests = manifests;
        this.clock = clock;
    }

    /// Removes what nothing needs now.
    ///
    /// @throws IOException if a list of files cannot be read or the store fails; what has been
    ///   removed until then was needed by nothing
    public Result run() throws OutOfReach, IOException {
        Instant unusedSince = clock.instant().minus(GRACE);
        Needed needed = needed();
        List<BlobStore.Held> unneeded = new ArrayList<>();
        long[] kept = {0, 0};
        blobs.list(held -> {
            if (!needed.has(held.id()) && held.lastUsed().isBefore(unusedSince)) {
                unneeded.add(held);
            } else {
                kept[0]++;
                kept[1] += held.size();
            }
        });
        int removed = 0;
        long freed = 0;
        for (BlobStore.Held held : unneeded) {
            if (blobs.delete(held.id(), unusedSince)) {
                removed++;
                freed += held.size();
            }
        }
        List<BlobStore.Begun> abandoned = new ArrayList<>();
        blobs.listUploads(begun -> {
            if (begun.lastUsed().isBefore(unusedSince)) {
                abandoned.add(begun);
            }
        });
        for (BlobStore.Begun begun : abandoned) {
            blobs.discard(begun.name());
        }
        return new Result(kept[0], kept[1], removed, freed);
    }

    private Needed needed() throws OutOfReach, IOException {
        Needed needed = new Needed();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<BlobId> lists;
            try {
                Sql sql = new Sql(connection);
                lists = new Register(sql).manifests();
                new Names(sql).allOld(clock.instant()).forEach(old -> needed.add(old.blob()));
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
            if (lists.isEmpty()) {
                // of a new installation, or of a database restored to before everything
                throw new IOException(
                        "the database knows no release, so nothing is removed (expected: a release;"
                                + " deploy, or restore the right backup)");
            }
            for (BlobId list : lists) {
                add(list, needed);
            }
        } catch (SQLException e) {
            throw new OutOfReach(e);
        }
        needed.sort();
        return needed;
    }

    private void add(BlobId list, Needed needed) throws IOException, SQLException {
        Manifest manifest;
        try {
            manifest = manifests.read(list);
        } catch (IOException e) {
            try (Connection connection = database.getConnection()) {
                if (!new Register(new Sql(connection)).isKept(list)) {
                    return; // deleted since, and swept by another process
                }
            }
            throw e;
        }
        needed.add(list);
        for (Manifest.File file : manifest.files()) {
            needed.add(file.blob());
        }
    }

    /// What a sweep found and did.
    ///
    /// @param blobs that stay
    /// @param octets of those
    public record Result(long blobs, long octets, int removed, long freed) {}

    /// The blobs that stay, eight octets of each.
    private static final class Needed {
        private long[] starts = new long[1024];
        private int count;

        void add(BlobId id) {
            if (count == starts.length) {
                sort(); // the same files are in many releases
                if (count > starts.length / 2) {
                    starts = Arrays.copyOf(starts, 2 * starts.length);
                }
            }
            starts[count++] = id.first();
        }

        void sort() {
            Arrays.sort(starts, 0, count);
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || starts[i] != starts[i - 1]) {
                    starts[distinct++] = starts[i];
                }
            }
            count = distinct;
        }

        boolean has(BlobId id) {
            return Arrays.binarySearch(starts, 0, count, id.first()) >= 0;
        }
    }
}
