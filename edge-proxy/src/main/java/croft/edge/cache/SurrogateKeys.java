package croft.edge.cache;

import croft.edge.http.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// By what else than its URI a stored response can be purged: the words of `Surrogate-Key`, and the
/// names of `Cache-Groups` (RFC 9875), which hold for one host only.
final class SurrogateKeys {
    /// Only between a backend and this edge: taken off before anybody else sees the response.
    static final String FIELD = "surrogate-key";

    /// Each key is an entry of an index; RFC 9875 §2 asks for 32 groups, our own sites send a dozen
    /// keys. More would let one page fill the index.
    static final int MOST_KEYS = 128;

    /// RFC 9875 §2 asks for 32 characters; our own sites cut theirs at 253.
    static final int LONGEST_KEY = 256;

    private static final String GROUP = "group:";

    private SurrogateKeys() {}

    /// The words of `Surrogate-Key`.
    static List<String> words(Fields fields) {
        Set<String> words = new LinkedHashSet<>();
        for (String line : fields.all(FIELD)) {
            int start = 0;
            while (start < line.length()) {
                int end = start;
                while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
                    end++;
                }
                if (end > start) {
                    words.add(line.substring(start, end));
                }
                start = end + 1;
            }
        }
        return new ArrayList<>(words);
    }

    /// The groups that a field names, a list of strings (RFC 9875 §2, §3), as keys. A malformed
    /// field names none.
    static List<String> groups(List<String> lines, String host) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Set<String> groups = new LinkedHashSet<>();
        for (Structured.Member member : StructuredParser.list(lines).orElse(List.of())) {
            if (!(member instanceof Structured.Item(Structured.Text(String name), _))) {
                return List.of();
            }
            groups.add(GROUP + host + " " + name);
        }
        return new ArrayList<>(groups);
    }

    /// Whether a key is a group's: the only keys with a space in them.
    static boolean isGroup(String key) {
        return key.startsWith(GROUP) && key.indexOf(' ') > 0;
    }

    /// Whether a key is too long.
    static boolean isTooLong(String key) {
        int name = isGroup(key) ? key.indexOf(' ') + 1 : 0;
        return key.length() - name > LONGEST_KEY;
    }
}
