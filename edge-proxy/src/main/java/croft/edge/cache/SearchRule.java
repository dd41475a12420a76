package croft.edge.cache;

import java.util.List;

/// Which parameters of a query do not change the response (`No-Vary-Search`,
/// draft-ietf-httpbis-no-vary-search).
///
/// @param keyOrder whether the order of parameters does not matter
/// @param all whether no parameter matters but those in `names`; else all matter but those
/// @param names of parameters, percent-decoded
public record SearchRule(boolean keyOrder, boolean all, List<String> names) {
    public SearchRule {
        names = List.copyOf(names);
    }
}
