package croft.edge.cache;

import croft.edge.http.Recent;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which content codings a client takes (RFC 9110 §12.5.3), of those that matter to this edge.
/// Everything else that `Accept-Encoding` may hold comes down to this.
public final class Codings {
    /// A content coding (RFC 9110 §8.4.1). In the order of our own preference: what saves most
    /// first.
    public enum Coding {
        BR("br"),
        ZSTD("zstd"),
        GZIP("gzip"),
        IDENTITY("identity");

        private final String token;

        Coding(String token) {
            this.token = token;
        }

        public String token() {
            return token;
        }
    }

    private static final List<Coding> ALL = List.of(Coding.values());

    /// A weight below all that can be written: what is acceptable without being named is liked
    /// least.
    private static final int UNNAMED = 0;

    /// Of a request without the field. RFC 9110 §12.5.3 lets anything be sent then; what no client
    /// has named, it may not be able to read.
    private static final Codings UNASKED = new Codings(Map.of(Coding.IDENTITY, UNNAMED), "");

    private static final Recent<Codings> RECENT = new Recent<>(line -> read(List.of(line)));

    /// What is acceptable, and how much it is liked.
    private final Map<Coding, Integer> weights;

    private final List<Coding> preferred;
    private final String normal;

    private Codings(Map<Coding, Integer> weights, String normal) {
        this.weights = weights;
        this.preferred =
                ALL.stream()
                        .filter(weights::containsKey)
                        .sorted(
                                Comparator.comparingInt(
                                                (Coding coding) -> weights.getOrDefault(coding, 0))
                                        .reversed())
                        .toList();
        this.normal = normal;
    }

    /// Reads all lines of `Accept-Encoding`.
    public static Codings of(List<String> lines) {
        return switch (lines.size()) {
            case 0 -> UNASKED;
            case 1 -> RECENT.of(lines.getFirst());
            default -> read(lines);
        };
    }

    private static Codings read(List<String> lines) {
        Map<Coding, Integer> named = new EnumMap<>(Coding.class);
        Optional<Integer> others = Optional.empty();
        for (String line : lines) {
            int start = 0;
            while (start <= line.length()) {
                int comma = line.indexOf(',', start);
                int end = comma < 0 ? line.length() : comma;
                String member = line.substring(start, end).strip();
                int semicolon = member.indexOf(';');
                int nameEnd = semicolon < 0 ? member.length() : semicolon;
                // a malformed weight is taken for q=0, and of two the lower counts
                int weight = Math.max(0, Quality.of(member, nameEnd));
                switch (member.substring(0, nameEnd).strip().toLowerCase(Locale.ROOT)) {
                    case "br" -> named.merge(Coding.BR, weight, Math::min);
                    case "zstd" -> named.merge(Coding.ZSTD, weight, Math::min);
                    // RFC 9110 §8.4.1.3
                    case "gzip", "x-gzip" -> named.merge(Coding.GZIP, weight, Math::min);
                    case "identity" -> named.merge(Coding.IDENTITY, weight, Math::min);
                    case "*" -> others = Optional.of(weight);
                    default -> {}
                }
                start = end + 1;
            }
        }
        return of(named, others);
    }

    /// @param others weight of what is not named (`*`)
    private static Codings of(Map<Coding, Integer> named, Optional<Integer> others) {
        Map<Coding, Integer> weights = new EnumMap<>(Coding.class);
        StringBuilder normal = new StringBuilder();
        for (Coding coding : ALL) {
            int weight = named.getOrDefault(coding, others.orElse(0));
            if (weight > 0) {
                weights.put(coding, weight);
            } else if (coding == Coding.IDENTITY
                    && !named.containsKey(coding)
                    && others.isEmpty()) {
                // RFC 9110 §12.5.3: acceptable unless it, or everything, is refused
                weights.put(coding, UNNAMED);
            } else {
                continue;
            }
            normal.append(normal.isEmpty() ? "" : ",").append(coding.token);
        }
        return new Codings(weights, normal.isEmpty() ? "none" : normal.toString());
    }

    /// Whether requests are told apart by whether they accept this coding.
    ///
    /// @param token in lower case
    static boolean isKnown(String token) {
        // RFC 9110 §8.4.1.3
        return token.equals("x-gzip")
                || ALL.stream().anyMatch(coding -> coding.token.equals(token));
    }

    public boolean accepts(Coding coding) {
        return weights.containsKey(coding);
    }

    /// What is acceptable, what the client likes best first; of what it likes equally, what we like
    /// best. Empty if it refuses all.
    public List<Coding> preferred() {
        return preferred;
    }

    /// The acceptable codings in a fixed order, without weights: what makes two requests alike.
    /// Empty only for a request without the field.
    String normal() {
        return normal;
    }

    /// What is asked of the backend in place of the client's own field: nothing but what two
    /// requests that are alike have in common, so that an answer to one serves the other. Empty
    /// for: no field.
    String field() {
        if (this == UNASKED) {
            return "";
        }
        StringBuilder field = new StringBuilder();
        for (Coding coding : ALL) {
            if (coding != Coding.IDENTITY && accepts(coding)) {
                field.append(field.isEmpty() ? "" : ", ").append(coding.token);
            }
        }
        if (!accepts(Coding.IDENTITY)) {
            field.append(field.isEmpty() ? "" : ", ").append("identity;q=0");
        }
        return field.isEmpty() ? "identity" : field.toString();
    }

    @Override
    public String toString() {
        return normal;
    }
}
