package croft.edge.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a pure function made of the texts it met lately. Browsers send few different values of the
/// fields that they negotiate by, and each hit needs their normal forms. A text's hash is its
/// place, which the next text with that place takes over: no locks, no growth, and nobody can do
/// worse than make it useless. Any thread.
///
/// @param <V> immutable
public final class Recent<V> {
    /// A power of two; enough for the browsers of a day.
    private static final int PLACES = 256;

    /// What is longer is no browser's, and not worth its memory.
    private static final int LONGEST = 128;

    private final AtomicReferenceArray<@Nullable Known<V>> known =
            new AtomicReferenceArray<>(PLACES);
    private final Function<String, V> function;

    public Recent(Function<String, V> function) {
        this.function = function;
    }

    /// Whether texts of this length are kept at all.
    public static boolean keeps(String text) {
        return text.length() <= LONGEST;
    }

    /// What the function makes, or made, of a text.
    public V of(String text) {
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Known<V> found = known.get(place);
        if (found != null && found.text.equals(text)) {
            return found.value;
        }
        V value = function.apply(text);
        if (keeps(text)) {
            known.set(place, new Known<>(text, value));
        }
        return value;
    }

    private record Known<V>(String text, V value) {}
}
