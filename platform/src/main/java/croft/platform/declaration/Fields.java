package croft.platform.declaration;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// What one section of the file holds: the values that could be read, and the keys that were there.
final class Fields {
    private final Position at;
    private final String path;
    private final IdentityHashMap<Key<?>, Placed<?>> values = new IdentityHashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Set<String> meant = new HashSet<>();

    Fields(Position at, String path) {
        this.at = at;
        this.path = path;
    }

    /// Where the section begins.
    Position at() {
        return at;
    }

    String path() {
        return path;
    }

    /// The value, unless the key is absent or its value has a mistake, which is on record already.
    @SuppressWarnings("unchecked") // put() is the only writer
    <T> Optional<Placed<T>> get(Key<T> key) {
        return Optional.ofNullable((Placed<T>) values.get(key));
    }

    /// Whether the key is in the file, be its value right or wrong.
    boolean has(Key<?> key) {
        return present.contains(key.name());
    }

    /// Whether the key is in the file, or an unknown one that was probably meant to be it: then it
    /// would not help to say that it is missing.
    boolean mentions(Key<?> key) {
        return has(key) || meant.contains(key.name());
    }

    void meant(Key<?> key) {
        meant.add(key.name());
    }

    void saw(Key<?> key) {
        present.add(key.name());
    }

    <T> void put(Key<T> key, Placed<T> value) {
        values.put(key, value);
    }
}
