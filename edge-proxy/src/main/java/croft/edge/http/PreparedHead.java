package croft.edge.http;

import java.lang.ref.SoftReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A response's head that is sent many times: each protocol writes it when it needs it, and keeps
/// the octets here from the second time on, as most of what is stored is never asked for again.
/// What is kept so is given up when the heap runs short, whatever was used last of all last (a
/// [SoftReference]). May be used by several threads at once, which may then write the same octets
/// twice.
///
/// What differs from one second to the next (`age`, `cache-status`) is not in it, but in its
/// [Stamp].
public final class PreparedHead {
    private final int status;
    private final FieldBlock fields;
    private final Body body;

    /// Whether it has been sent before.
    private boolean sent;

    private volatile @Nullable SoftReference<Written> kept;

    /// @param fields without `content-length`, which follows from `body`
    /// @param body none or of known length
    public PreparedHead(int status, FieldBlock fields, Body body) {
        this.status = status;
        this.fields = fields;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public FieldBlock fields() {
        return fields;
    }

    public Body body() {
        return body;
    }

    /// The length of the body, as `content-length` says it.
    public long length() {
        return switch (body) {
            case Body.None _ -> 0;
            case Body.Sized(long length) -> length;
            case Body.Open _ -> throw new IllegalStateException("a body of unknown length");
        };
    }

    /// The head of HTTP/1.1 but for the empty line at its end; not to be changed.
    public byte[] http1() {
        Written written = written();
        byte[] known = written == null ? null : written.http1;
        if (known == null) {
            known = HeadWriter.prepared(this);
            if (written != null) {
                written.http1 = known;
            }
        }
        return known;
    }

    /// The header block of HTTP/2; not to be changed.
    ///
    /// @param encode writes it
    public byte[] http2(Function<PreparedHead, byte[]> encode) {
        Written written = written();
        byte[] known = written == null ? null : written.http2;
        if (known == null) {
            known = encode.apply(this);
            if (written != null) {
                written.http2 = known;
            }
        }
        return known;
    }

    /// What this head gets at an age and with a time to live, in seconds: the last one made, if it
    /// still fits.
    ///
    /// @param make called if none fits
    public Stamp stamp(long age, long ttl, Supplier<Fields> make) {
        Written written = written();
        Stamp known = written == null ? null : written.stamp;
        if (known == null || !known.isFor(age, ttl)) {
            known = new Stamp(age, ttl, make.get());
            if (written != null) {
                written.stamp = known;
            }
        }
        return known;
    }

    /// Where octets are kept; null while it is not worth it.
    private @Nullable Written written() {
        SoftReference<Written> reference = kept;
        Written written = reference == null ? null : reference.get();
        if (written != null) {
            return written;
        }
        if (!sent) {
            sent = true;
            return null;
        }
        written = new Written();
        kept = new SoftReference<>(written);
        return written;
    }

    /// What has been written of a head.
    private static final class Written {
        private volatile byte @Nullable [] http1;
        private volatile byte @Nullable [] http2;
        private volatile @Nullable Stamp stamp;
    }
}
