package croft.platform.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What was made of texts that come again and again, such as the host of every request. Any thread
/// may ask.
public final class Recent<T> {
    /// Few enough that whoever makes up texts fills no memory.
    private static final int MOST = 256;

    private final Function<String, T> make;
    private final Map<String, T> made = new ConcurrentHashMap<>();

    /// Nothing is known at first.
    ///
    /// @param make gives the same for the same text, always
    public Recent(Function<String, T> make) {
        this.make = make;
    }

    /// What was made of `text`, now or before.
    public T of(String text) {
        T known = made.get(text);
        if (known != null) {
            return known;
        }
        T fresh = make.apply(text);
        if (made.size() >= MOST) {
            made.clear();
        }
        made.put(text, fresh);
        return fresh;
    }
}
