package croft.chat.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What of a feed is new to a channel. Pure.
///
/// @param told entries to be posted, each by itself, oldest first
/// @param folded the rest of what is new, for one post together, newest first
/// @param memory what is to be remembered
record News(List<Item> told, List<Item> folded, Memory memory) {
    /// Entries older than the first look, and older than others that are known, were brought back
    /// from an archive; a day is for wrong clocks and time zones.
    private static final Duration CLOCKS = Duration.ofDays(1);

    News {
        told = List.copyOf(told);
        folded = List.copyOf(folded);
    }

    /// An entry that is new.
    record Item(Entry entry, Known known) {}

    /// @param first how many are posted of a feed that is read for the first time
    /// @param most how many posts one reading makes at most, without the one for the rest
    static News of(FeedDocument feed, Memory memory, int first, int most, Instant now) {
        List<Item> items = items(feed, now);
        Memory.Index index = memory.index();
        List<Item> fresh = new ArrayList<>();
        List<Known> present = new ArrayList<>();
        Optional<Instant> newestKnown = Optional.empty();
        for (Item item : items) {
            Optional<Known> before = index.find(item.known());
            present.add(item.known());
            if (before.isEmpty()) {
                index.add(item.known()); // twice in one feed is once
                fresh.add(item);
            } else if (memory.since().isPresent()) {
                newestKnown = later(newestKnown, item.entry().at());
            }
        }
        Memory after = memory.with(present, now);
        List<Item> newestFirst = newestFirst(fresh);
        if (memory.since().isEmpty()) {
            return new News(
                    newestFirst.stream().limit(first).toList().reversed(), List.of(), after);
        }
        Instant began = memory.since().get();
        Optional<Instant> reference = newestKnown;
        List<Item> news =
                newestFirst.stream()
                        .filter(item -> !isArchived(item.entry(), began, reference))
                        .toList();
        int single = news.size() <= most ? news.size() : most - 1;
        return new News(
                news.subList(0, single).reversed(), news.subList(single, news.size()), after);
    }

    private static List<Item> items(FeedDocument feed, Instant now) {
        Set<String> guids = given(feed, entry -> entry.guid().stream().toList());
        Set<String> links =
                given(feed, entry -> entry.link().map(Links::sameness).stream().toList());
        return feed.entries().stream()
                .map(entry ->
                        new Item(
                                entry,
                                Known.of(
                                        entry,
                                        entry.guid().filter(guids::contains).isPresent(),
                                        entry.link()
                                                .map(Links::sameness)
                                                .filter(links::contains)
                                                .isPresent(),
                                        now)))
                .toList();
    }

    /// Names that only one entry of the feed has, or several that have the same title.
    private static Set<String> given(FeedDocument feed, Function<Entry, List<String>> names) {
        Map<String, Set<String>> titles = new HashMap<>();
        for (Entry entry : feed.entries()) {
            for (String name : names.apply(entry)) {
                titles.computeIfAbsent(name, _ -> new HashSet<>()).add(entry.title());
            }
        }
        return titles.entrySet().stream()
                .filter(name -> name.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// By date where all have one; else as the feed has them, which is newest first.
    private static List<Item> newestFirst(List<Item> items) {
        return items.stream().allMatch(item -> item.entry().at().isPresent())
                ? items.stream()
                        .sorted(
                                Comparator.comparing((Item item) -> item.entry().at().orElseThrow())
                                        .reversed())
                        .toList()
                : items;
    }

    private static boolean isArchived(Entry entry, Instant began, Optional<Instant> newestKnown) {
        return entry.at().isPresent()
                && newestKnown.isPresent()
                && entry.at().get().isBefore(began.minus(CLOCKS))
                && entry.at().get().isBefore(newestKnown.get().minus(CLOCKS));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
    }
}
