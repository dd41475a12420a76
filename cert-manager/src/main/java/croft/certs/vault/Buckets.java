package croft.certs.vault;

import croft.certs.wanted.Bucket;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Our copy of the authorities' rate limits. Two orders at once may both take the last token: it
/// counts what the authority counts, and the authority has the last word.
public final class Buckets {
    private final BucketRows rows;

    public Buckets(Tables tables) {
        this.rows = tables.buckets;
    }

    /// All that are stored for an authority.
    public List<Bucket> of(URI directory) {
        return rows.of(directory.toString()).stream()
                .map(row ->
                        new Bucket(
                                new Bucket.Id(Bucket.Kind.of(row.kind()), row.subject()),
                                row.tokens(),
                                row.at(),
                                Optional.ofNullable(row.blockedUntil())))
                .toList();
    }

    public void store(URI directory, Collection<Bucket> buckets) {
        for (Bucket bucket : buckets) {
            rows.store(
                    directory.toString(),
                    bucket.id().kind().word(),
                    bucket.id().subject(),
                    bucket.tokens(),
                    bucket.at(),
                    bucket.blockedUntil().orElse(null));
        }
    }
}
