package croft.site.review;

import croft.site.rules.Dialect;
import croft.site.rules.Problem;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the owner is told about a release.
///
/// @param dialect in which its rule files were read
/// @param why it is that dialect
/// @param problems of its rule files
/// @param findings by kind; kinds of which nothing was found are left out
/// @param imagesWithoutAlt pictures without the text that stands for them where they are not seen
/// @param pages that were looked at
/// @param links that were followed
public record Report(
        Dialect dialect,
        String why,
        List<Problem> problems,
        Map<Finding.Kind, Findings> findings,
        int imagesWithoutAlt,
        int pages,
        int links,
        Difference difference) {
    public Report {
        problems = List.copyOf(problems);
        Map<Finding.Kind, Findings> ordered = new EnumMap<>(Finding.Kind.class);
        ordered.putAll(findings);
        findings = Collections.unmodifiableMap(ordered); // in the order of the kinds
    }

    /// What was found of `kind`.
    public Findings of(Finding.Kind kind) {
        return findings.getOrDefault(kind, new Findings(0, List.of()));
    }

    /// Whether the release must not go out: a rule file says what cannot be kept to.
    public boolean isRefused() {
        return problems.stream().anyMatch(p -> p.effect() == Problem.Effect.REFUSED);
    }
}
