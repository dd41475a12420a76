package croft.edge.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `No-Vary-Search` (draft-ietf-httpbis-no-vary-search §4). A mistake in it makes it say
/// nothing: every parameter matters then.
final class NoVarySearch {
    /// Names are looked for in every request for the path; a page has no more parameters than this
    /// that do not matter to it.
    private static final int MOST_NAMES = 256;

    private NoVarySearch() {}

    /// Empty if there is no such field, or it is malformed, or it says that everything matters.
    static Optional<SearchRule> of(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return StructuredParser.dictionary(lines)
                .flatMap(NoVarySearch::rule)
                .filter(rule -> rule.keyOrder() || rule.all() || !rule.names().isEmpty());
    }

    private static Optional<SearchRule> rule(Map<String, Structured.Member> members) {
        Optional<Boolean> keyOrder = truth(members.get("key-order"));
        if (keyOrder.isEmpty()) {
            return Optional.empty();
        }
        Structured.Member params = members.get("params");
        if (params instanceof Structured.InnerList list) {
            // `except` makes sense only where nothing else matters
            return members.containsKey("except")
                    ? Optional.empty()
                    : names(list).map(names -> new SearchRule(keyOrder.get(), false, names));
        }
        Optional<Boolean> all = truth(params);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return switch (members.get("except")) {
            case null -> Optional.of(new SearchRule(keyOrder.get(), all.get(), List.of()));
            case Structured.InnerList list when all.get() ->
                    names(list).map(names -> new SearchRule(keyOrder.get(), true, names));
            case Structured.InnerList _, Structured.Item _ -> Optional.empty();
        };
    }

    /// False where there is no member, empty where it is no boolean.
    private static Optional<Boolean> truth(Structured.@Nullable Member member) {
        return switch (member) {
            case null -> Optional.of(false);
            case Structured.Item(Structured.Truth(boolean value), _) -> Optional.of(value);
            case Structured.Item _, Structured.InnerList _ -> Optional.empty();
        };
    }

    /// Empty where one is no string, or where there are too many.
    private static Optional<List<String>> names(Structured.InnerList list) {
        if (list.items().size() > MOST_NAMES) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (Structured.Item item : list.items()) {
            if (!(item.value() instanceof Structured.Text(String text))) {
                return Optional.empty();
            }
            names.add(Query.decoded(text));
        }
        return Optional.of(names);
    }
}
