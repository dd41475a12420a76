package croft.chat.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which entries of a feed were seen.
///
/// @param since when the feed was read for the first time; empty before
/// @param known at most [#MOST], those that were in the feed last
record Memory(Optional<Instant> since, List<Known> known) {
    static final Memory NONE = new Memory(Optional.empty(), List.of());

    /// Twice what is read of a feed at most.
    private static final int MOST = 2 * FeedDocument.MOST;

    /// Servers show an older copy now and then; after that long nobody does.
    private static final Duration LONGEST_ABSENCE = Duration.ofDays(90);

    Memory {
        known = List.copyOf(known);
    }

    /// The same with what is in the feed now.
    Memory with(List<Known> present, Instant now) {
        List<Known> all = new ArrayList<>(present);
        Index index = new Index(present);
        known.stream()
                .filter(one -> one.seen().isAfter(now.minus(LONGEST_ABSENCE)))
                .filter(one -> index.find(one).isEmpty())
                .sorted(Comparator.comparing(Known::seen).reversed())
                .limit(Math.max(0, MOST - present.size()))
                .forEach(all::add);
        return new Memory(Optional.of(since.orElse(now)), all);
    }

    Index index() {
        return new Index(known);
    }

    /// Finds what is known by any of what it would be recognised by.
    static final class Index {
        private final Map<String, List<Known>> byPart = new HashMap<>();

        Index(List<Known> known) {
            known.forEach(this::add);
        }

        void add(Known one) {
            for (String part : parts(one)) {
                byPart.computeIfAbsent(part, _ -> new ArrayList<>()).add(one);
            }
        }

        Optional<Known> find(Known entry) {
            return parts(entry).stream()
                    .flatMap(part -> byPart.getOrDefault(part, List.of()).stream())
                    .filter(entry::isSameAs)
                    .findFirst();
        }

        private static List<String> parts(Known one) {
            List<String> parts = new ArrayList<>();
            one.guid().ifPresent(guid -> parts.add("g" + guid));
            one.link().ifPresent(link -> parts.add("l" + link));
            parts.add("h" + one.heading());
            return parts;
        }
    }
}
