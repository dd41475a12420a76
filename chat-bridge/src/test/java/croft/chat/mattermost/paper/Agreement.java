package croft.chat.mattermost.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How far two linked channels agree in the end: what was said in one of them against the copies in
/// the other. Messages are known by a word that occurs in each and nowhere else: `key:NUMBER` or
/// `stream:counter:uuid`, anything with a colon and no space.
///
/// @param compared messages of the first channel that are shown
/// @param lost those without a copy
/// @param doubled copies beyond the first
/// @param reordered copies before which a copy stands whose message came later
/// @param resurrected copies of what was deleted
/// @param stale copies that say something else
/// @param orphaned answers that are not in the thread of the copy of what they answer, or in one
///   though they answer nothing
/// @param misjudged messages whose copies have other emoji
/// @param stripped messages whose copies have other files
public record Agreement(
        int compared,
        List<String> lost,
        List<String> doubled,
        List<String> reordered,
        List<String> resurrected,
        List<String> stale,
        List<String> orphaned,
        List<String> misjudged,
        List<String> stripped) {
    private static final Pattern KEY = Pattern.compile("\\b[\\w-]+:[\\w:.-]+\\b");

    public Agreement {
        lost = List.copyOf(lost);
        doubled = List.copyOf(doubled);
        reordered = List.copyOf(reordered);
        resurrected = List.copyOf(resurrected);
        stale = List.copyOf(stale);
        orphaned = List.copyOf(orphaned);
        misjudged = List.copyOf(misjudged);
        stripped = List.copyOf(stripped);
    }

    /// Compares both ways: what `isCopy` holds for was brought by the bridge, the rest was said
    /// there.
    public static Agreement of(
            PaperMattermost one,
            String channel,
            PaperMattermost other,
            String otherChannel,
            Predicate<Seen> isCopy) {
        List<Seen> here = one.posts(channel);
        List<Seen> there = other.posts(otherChannel);
        return copied(here, there, isCopy).plus(copied(there, here, isCopy));
    }

    /// Compares what was said here with the copies there.
    static Agreement copied(List<Seen> here, List<Seen> there, Predicate<Seen> isCopy) {
        Findings findings = new Findings();
        int shown =
                (int) here.stream().filter(isCopy.negate()).filter(one -> !one.deleted()).count();
        Map<String, String> keysHere = keys(here);
        Map<String, String> keysThere = keys(there);
        Map<String, List<Seen>> copies = new LinkedHashMap<>();
        for (Seen copy : there) {
            if (isCopy.test(copy) && !copy.deleted()) {
                copies.computeIfAbsent(key(copy), _ -> new ArrayList<>()).add(copy);
            }
        }
        Map<String, Integer> places = new HashMap<>();
        for (Seen said : here) {
            if (isCopy.test(said)) {
                continue;
            }
            String key = key(said);
            List<Seen> found = copies.getOrDefault(key, List.of());
            if (said.deleted()) {
                found.forEach(_ -> findings.resurrected.add(key));
            } else if (found.isEmpty()) {
                findings.lost.add(key);
            } else {
                places.put(key, places.size());
                found.stream().skip(1).forEach(_ -> findings.doubled.add(key));
                findings.judge(said, found.getFirst(), keysHere, keysThere);
            }
        }
        int last = -1;
        for (String key : copies.keySet()) {
            int place = places.getOrDefault(key, last);
            if (place < last) {
                findings.reordered.add(key);
            }
            last = Math.max(last, place);
        }
        return findings.of(shown);
    }

    private static TreeSet<String> emoji(Seen post) {
        TreeSet<String> emoji = new TreeSet<>();
        post.reactions().forEach(one -> emoji.add(one.substring(one.indexOf(':') + 1)));
        return emoji;
    }

    /// Keys by id.
    private static Map<String, String> keys(List<Seen> posts) {
        Map<String, String> keys = new HashMap<>();
        posts.forEach(post -> keys.put(post.id(), key(post)));
        return keys;
    }

    private static String key(Seen post) {
        Matcher matcher = KEY.matcher(post.message());
        return matcher.find() ? matcher.group() : "without a key: " + post.message();
    }

    private Agreement plus(Agreement more) {
        return new Agreement(
                compared + more.compared,
                both(lost, more.lost),
                both(doubled, more.doubled),
                both(reordered, more.reordered),
                both(resurrected, more.resurrected),
                both(stale, more.stale),
                both(orphaned, more.orphaned),
                both(misjudged, more.misjudged),
                both(stripped, more.stripped));
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /// Whether there is nothing to complain of.
    public boolean isComplete() {
        return lost.isEmpty()
                && doubled.isEmpty()
                && reordered.isEmpty()
                && resurrected.isEmpty()
                && stale.isEmpty()
                && orphaned.isEmpty()
                && misjudged.isEmpty()
                && stripped.isEmpty();
    }

    /// What was found so far.
    private static final class Findings {
        private final List<String> lost = new ArrayList<>();
        private final List<String> doubled = new ArrayList<>();
        private final List<String> reordered = new ArrayList<>();
        private final List<String> resurrected = new ArrayList<>();
        private final List<String> stale = new ArrayList<>();
        private final List<String> orphaned = new ArrayList<>();
        private final List<String> misjudged = new ArrayList<>();
        private final List<String> stripped = new ArrayList<>();

        void judge(
                Seen said, Seen copy, Map<String, String> keysHere, Map<String, String> keysThere) {
            String key = key(said);
            if (!copy.message().endsWith(said.message())) {
                stale.add(key);
            }
            String root = keysHere.getOrDefault(said.root(), "");
            if (!root.equals(keysThere.getOrDefault(copy.root(), ""))) {
                orphaned.add(key);
            }
            if (!emoji(said).equals(emoji(copy))) {
                misjudged.add(key);
            }
            if (!said.files().equals(copy.files())) {
                stripped.add(key);
            }
        }

        Agreement of(int compared) {
            return new Agreement(
                    compared,
                    lost,
                    doubled,
                    reordered,
                    resurrected,
                    stale,
                    orphaned,
                    misjudged,
                    stripped);
        }
    }
}
