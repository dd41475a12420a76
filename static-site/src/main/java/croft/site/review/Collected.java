package croft.site.review;

import croft.site.content.SitePath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What has been found so far. The same thing found again is counted, not listed: a broken link in
/// the footer of a thousand pages is one thing to mend.
final class Collected {
    private final int listed;
    private final Map<Finding.Kind, Integer> totals = new EnumMap<>(Finding.Kind.class);
    private final Map<Finding.Kind, Map<String, Finding>> first = new EnumMap<>(Finding.Kind.class);

    /// @param listed how many things of each kind
    Collected(int listed) {
        this.listed = listed;
    }

    void add(Finding.Kind kind, SitePath file, int line, String what) {
        totals.merge(kind, 1, Integer::sum);
        Map<String, Finding> known = first.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
        Finding same = known.get(what);
        if (same != null) {
            known.put(what, new Finding(same.file(), same.line(), what, same.more() + 1));
        } else if (known.size() < listed) {
            known.put(what, new Finding(file, line, what, 0));
        }
    }

    Map<Finding.Kind, Findings> all() {
        Map<Finding.Kind, Findings> all = new EnumMap<>(Finding.Kind.class);
        totals.forEach((kind, total) ->
                all.put(
                        kind,
                        new Findings(
                                total,
                                new ArrayList<>(first.getOrDefault(kind, Map.of()).values()))));
        return all;
    }
}
