package croft.wiki;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Review;
import croft.wiki.sync.LiveGarden;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is wrong with wikis, looked through when somebody asks: with their files, heads, names and
/// links. Any thread that may wait.
@Singleton
final class Reviews {
    /// How often a number is counted anew while a wiki changes, in times of what that takes:
    /// whoever watches the status is not to keep a core busy.
    private static final int RARITY = 20;

    private final InstantSource clock;
    private final Map<HostName, Counted> counts = new ConcurrentHashMap<>();

    Reviews(InstantSource clock) {
        this.clock = clock;
    }

    /// By path, first what is about files that cannot be published.
    List<WikiReport.Finding> of(LiveGarden wiki) {
        List<WikiReport.Finding> findings = new ArrayList<>();
        wiki.fileProblems()
                .forEach((path, text) ->
                        findings.add(new WikiReport.Finding(path.isEmpty() ? "." : path, 0, text)));
        wiki.garden()
                .ifPresent(garden ->
                        Review.of(garden).stream()
                                .map(it ->
                                        new WikiReport.Finding(
                                                it.path().text(), it.line(), it.text()))
                                .forEach(findings::add));
        return findings;
    }

    /// How many there are, or were a little while ago.
    int count(LiveGarden wiki) {
        Optional<Garden> garden = wiki.garden();
        Instant now = clock.instant();
        Counted last = counts.get(wiki.host());
        if (last != null && (last.isOf(garden, wiki) || now.isBefore(last.again))) {
            return last.count;
        }
        int count = of(wiki).size();
        Instant end = clock.instant();
        counts.put(
                wiki.host(),
                new Counted(
                        garden,
                        wiki.fileProblems().size(),
                        count,
                        end.plus(Duration.between(now, end).multipliedBy(RARITY))));
        return count;
    }

    /// What was counted.
    ///
    /// @param again from when on it may be counted again
    private record Counted(Optional<Garden> garden, int fileProblems, int count, Instant again) {
        /// A garden is its own version.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Optional<Garden> other, LiveGarden wiki) {
            return garden.orElse(null) == other.orElse(null)
                    && fileProblems == wiki.fileProblems().size();
        }
    }
}
