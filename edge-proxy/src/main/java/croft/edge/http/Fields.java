package croft.edge.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Header or trailer fields in the order received. Names are lower case; values hold one octet per
/// character (ISO-8859-1), so that what came in goes out unchanged. Not safe for several threads.
public final class Fields {
    private final ArrayList<String> entries;

    public Fields() {
        this(16);
    }

    private Fields(int capacity) {
        entries = new ArrayList<>(2 * capacity);
    }

    /// A copy that can be changed without touching this one.
    public Fields copy() {
        // room for what a hop adds
        Fields copy = new Fields(size() + 8);
        copy.entries.addAll(entries);
        return copy;
    }

    /// Appends a field.
    ///
    /// @param name in lower case, valid as a token
    /// @param value valid as a field value, without white space around it
    public Fields add(String name, String value) {
        entries.add(name);
        entries.add(value);
        return this;
    }

    /// Replaces every field of this name by one.
    public Fields set(String name, String value) {
        remove(name);
        return add(name, value);
    }

    /// The first value of this name, or null.
    public @Nullable String first(String name) {
        for (int i = 0; i < entries.size(); i += 2) {
            if (entries.get(i).equals(name)) {
                return entries.get(i + 1);
            }
        }
        return null;
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /// Every value of this name, in order; not split at commas; not to be changed.
    public List<String> all(String name) {
        List<String> values = List.of();
        for (int i = 0; i < entries.size(); i += 2) {
            if (entries.get(i).equals(name)) {
                values = with(values, entries.get(i + 1));
            }
        }
        return values;
    }

    /// Mostly there is no such field, or one.
    private static List<String> with(List<String> values, String value) {
        if (values.isEmpty()) {
            return List.of(value);
        }
        List<String> more = new ArrayList<>(values);
        more.add(value);
        return more;
    }

    public void remove(String name) {
        for (int i = entries.size() - 2; i >= 0; i -= 2) {
            if (entries.get(i).equals(name)) {
                entries.remove(i + 1);
                entries.remove(i);
            }
        }
    }

    /// Drops every field whose name is not to be kept.
    void keep(Predicate<String> names) {
        int kept = 0;
        for (int i = 0; i < entries.size(); i += 2) {
            if (names.test(entries.get(i))) {
                if (kept < i) {
                    entries.set(kept, entries.get(i));
                    entries.set(kept + 1, entries.get(i + 1));
                }
                kept += 2;
            }
        }
        entries.subList(kept, entries.size()).clear();
    }

    /// How many fields there are.
    public int size() {
        return entries.size() / 2;
    }

    public String name(int index) {
        return entries.get(2 * index);
    }

    public String value(int index) {
        return entries.get(2 * index + 1);
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < entries.size(); i += 2) {
            action.accept(entries.get(i), entries.get(i + 1));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
