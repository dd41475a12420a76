package croft.platform.declaration;

import croft.platform.declaration.SiteLimits.PathCost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of a site's `limits`.
final class SiteLimitsYml {
    /// Dearer ones would never be answered with a small `burst`.
    private static final int DEAREST = 1_000;

    /// A page with its pictures, so that there is something to slow down.
    private static final ByteSize LEAST_BANDWIDTH = ByteSize.ofMebibytes(1);

    static final Key<Map<String, Integer>> COSTS =
            Key.optional(
                    "costs",
                    new Form.Table<>(
                            new Form.Text<>(
                                    "the beginning of a path",
                                    "/search",
                                    Optional.of("^/[^?#\\s]*$"),
                                    (text, _) -> prefix(text)),
                            Numbers.between(1, DEAREST, "20"),
                            "paths with their costs, such as { /search: 20, /login: 10 }"),
                    "1 for every path",
                    "How many requests one for a path that begins so counts for, where the store"
                            + " cannot answer it. The longest beginning counts.");

    static final Key<ByteSize> BANDWIDTH_PER_DAY =
            Key.optional(
                    "bandwidth-per-day",
                    new Form.Quantity<>(
                            "a size",
                            "20 GiB",
                            "^" + ByteSize.PATTERN + "$",
                            (text, _) -> bandwidth(text)),
                    "unlimited",
                    "How much the site may send from midnight to midnight, UTC. When nine tenths are"
                            + " used, the rest is spread over what is left of the day, but never"
                            + " thinner than 32 KiB a second: the site becomes slow, and nothing"
                            + " fails.");

    static final Form.Section<SiteLimits> LIMITS =
            new Form.Section<>(
                    "a section",
                    List.of(COSTS, BANDWIDTH_PER_DAY),
                    List.of(),
                    (fields, _) ->
                            new SiteLimits(
                                    fields
                                            .get(COSTS)
                                            .map(Placed::value)
                                            .orElse(Map.of())
                                            .entrySet()
                                            .stream()
                                            .map(cost ->
                                                    new PathCost(cost.getKey(), cost.getValue()))
                                            .toList(),
                                    fields.get(BANDWIDTH_PER_DAY).map(Placed::value)));

    private SiteLimitsYml() {}

    private static String prefix(String text) {
        if (!text.startsWith("/")
                || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || "?#%*".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not the beginning of a path (expected: one such as /search, in"
                            + " plain ASCII, without * and without a query)");
        }
        return text;
    }

    private static ByteSize bandwidth(String text) {
        ByteSize size = ByteSize.parse(text);
        if (size.compareTo(LEAST_BANDWIDTH) < 0) {
            throw new IllegalArgumentException(
                    size + " (expected: " + LEAST_BANDWIDTH + " or more)");
        }
        return size;
    }
}
