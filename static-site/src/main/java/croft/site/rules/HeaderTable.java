package croft.site.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The header rules of a site, in the order of its file. All that match count: a rule first takes
/// away what those before it and the server would send, then sets its own; what several rules set
/// is joined.
final class HeaderTable {
    private static final String CACHE_CONTROL = "cache-control";

    private final List<HeaderBlock> blocks;
    private final ClosedPaths closed;

    HeaderTable(List<HeaderBlock> blocks, List<PathPattern> closed) {
        this.blocks = List.copyOf(blocks);
        this.closed = new ClosedPaths(closed);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    ClosedPaths closed() {
        return closed;
    }

    List<HeaderChange> changes(String host, String rawPath) {
        String path = UrlText.canonical(rawPath);
        String lower = path.toLowerCase(Locale.ROOT);
        Set<String> removed = new LinkedHashSet<>();
        Map<String, Sent> sent = new LinkedHashMap<>();
        for (HeaderBlock block : blocks) {
            Optional<Map<String, String>> match =
                    block.withHost()
                            ? block.pattern().match(host + path)
                            : block.pattern().match(block.anyCase() ? lower : path);
            if (match.isPresent()) {
                for (String name : block.removed()) {
                    sent.remove(name);
                    removed.add(name);
                }
                block.fields().forEach((name, field) -> send(sent, name, field, match.get()));
            }
        }
        return changes(removed, sent);
    }

    private static void send(
            Map<String, Sent> sent,
            String name,
            HeaderBlock.Field field,
            Map<String, String> values) {
        Sent lines = sent.computeIfAbsent(name, _ -> new Sent(field.name(), new ArrayList<>()));
        for (Template value : field.values()) {
            lines.values.add(value.filled(values, v -> v));
        }
    }

    private static List<HeaderChange> changes(Set<String> removed, Map<String, Sent> sent) {
        List<HeaderChange> changes = new ArrayList<>();
        for (String name : removed) {
            if (!sent.containsKey(name) || FieldNames.isAdded(name)) {
                changes.add(new HeaderChange.Remove(name));
            }
        }
        sent.forEach((name, lines) -> {
            if (FieldNames.isAdded(name)) {
                for (String value : lines.values) {
                    changes.add(new HeaderChange.Add(lines.name, value));
                }
                return;
            }
            String value = String.join(", ", lines.values);
            changes.add(new HeaderChange.Set(lines.name, value));
            if (name.equals(CACHE_CONTROL) && isNotForSharing(value)) {
                // which would count for the edge instead
                changes.add(new HeaderChange.Remove(FieldNames.EDGE_CACHE_CONTROL));
            }
        });
        return changes;
    }

    private static boolean isNotForSharing(String cacheControl) {
        String lower = cacheControl.toLowerCase(Locale.ROOT);
        return lower.contains("private") || lower.contains("no-store");
    }

    /// The lines of one field.
    private record Sent(String name, List<String> values) {}
}
