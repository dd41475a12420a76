package croft.site.review;

import java.util.List;

/// What was found of one kind.
///
/// @param total how often, wherever
/// @param first of each thing that was found the first place, at most as many as the review lists
public record Findings(int total, List<Finding> first) {
    public Findings {
        first = List.copyOf(first);
    }
}
