package croft.edge.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a prepared head gets for some second of its life: its age, and what the cache says of it.
/// Like the head itself it is written once by each protocol, and then only copied.
public final class Stamp {
    private final long age;
    private final long ttl;
    private final Fields fields;
    private volatile byte @Nullable [] http1;
    private volatile byte @Nullable [] http2;

    /// @param fields that belong to this age and this time to live, both in seconds; not to be
    ///   changed
    public Stamp(long age, long ttl, Fields fields) {
        this.age = age;
        this.ttl = ttl;
        this.fields = fields;
    }

    /// One that is for a single answer.
    public static Stamp once(Fields fields) {
        return new Stamp(-1, -1, fields);
    }

    public Fields fields() {
        return fields;
    }

    /// Whether it is good for another answer.
    boolean isFor(long otherAge, long otherTtl) {
        return age == otherAge && ttl == otherTtl && age >= 0;
    }

    /// Lines of a head of HTTP/1.1; not to be changed.
    byte[] http1() {
        byte[] known = http1;
        if (known == null) {
            known = HeadWriter.lines(fields);
            http1 = known;
        }
        return known;
    }

    /// A piece of a header block of HTTP/2; not to be changed.
    ///
    /// @param encode writes it, for the first time
    public byte[] http2(Function<Fields, byte[]> encode) {
        byte[] known = http2;
        if (known == null) {
            known = encode.apply(fields);
            http2 = known;
        }
        return known;
    }
}
