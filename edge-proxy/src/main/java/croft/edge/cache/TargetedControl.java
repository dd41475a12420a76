package croft.edge.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a field says that is meant for caches like this one, instead of `Cache-Control` (RFC 9213).
final class TargetedControl implements Directives {
    /// Directives whose argument is a number of seconds.
    private static final Set<String> SPANS =
            Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

    /// Directives without an argument.
    private static final Set<String> FLAGS =
            Set.of(
                    "immutable",
                    "must-revalidate",
                    "must-understand",
                    "no-store",
                    "no-transform",
                    "proxy-revalidate",
                    "public");

    private final Map<String, Structured.Member> members;

    private TargetedControl(Map<String, Structured.Member> members) {
        this.members = members;
    }

    /// Reads all lines of the field. Empty where it is absent, empty, malformed, or gives a
    /// directive that we know a value of the wrong type: then it does not count (RFC 9213 §2.1).
    static Optional<TargetedControl> of(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return StructuredParser.dictionary(lines)
                .filter(members -> !members.isEmpty())
                .filter(members -> members.entrySet().stream().allMatch(TargetedControl::fits))
                .map(TargetedControl::new);
    }

    private static boolean fits(Map.Entry<String, Structured.Member> entry) {
        if (SPANS.contains(entry.getKey())) {
            return entry.getValue() instanceof Structured.Item(Structured.Whole _, _);
        }
        if (FLAGS.contains(entry.getKey())) {
            return entry.getValue() instanceof Structured.Item(Structured.Truth _, _);
        }
        return true;
    }

    @Override
    public boolean has(String name) {
        Structured.Member member = members.get(name);
        if (member == null) {
            return false;
        }
        // `private=?0` says that it is not; any other value, such as a list of field names, that it
        // is
        return !(member instanceof Structured.Item(Structured.Truth(boolean value), _)) || value;
    }

    @Override
    public Optional<Duration> seconds(String name) {
        return switch (members.get(name)) {
            case null -> Optional.empty();
            case Structured.Item(Structured.Whole(long seconds), _) when seconds >= 0 ->
                    Optional.of(DeltaSeconds.capped(Duration.ofSeconds(seconds)));
            case Structured.Item _, Structured.InnerList _ -> Optional.of(Duration.ZERO);
        };
    }
}
