package croft.site.review;

import croft.platform.traffic.MediaType;
import croft.site.content.Addressing;
import croft.site.content.Document;
import croft.site.content.ListedTree;
import croft.site.content.Resolution;
import croft.site.content.Resolver;
import croft.site.content.SitePath;
import croft.site.content.Target;
import croft.site.rules.Lookup;
import croft.site.rules.Rules;
import croft.site.rules.Ruling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the server would answer for a path of this release: the same rules and the same resolver,
/// asked over its names alone.
final class Answers {
    /// A chain of redirects that is longer is a mistake, and browsers end at 20.
    private static final int MOST_HOPS = 10;

    /// How many answers are remembered; a page that names more is asked anew.
    private static final int REMEMBERED = 20_000;

    /// In characters: what is remembered stays below a few megabytes.
    private static final int LONGEST_REMEMBERED = 200;

    /// One answer.
    sealed interface Answer {
        /// A file of this release.
        ///
        /// @param standsIn whether it is a page that a rule shows in place of whatever was asked
        ///   for
        record File(SitePath path, boolean standsIn) implements Answer {}

        /// Something that is not in this release.
        record Other() implements Answer {}

        /// Nothing.
        ///
        /// @param otherCase what is there under that name in other case
        record Nothing(Optional<SitePath> otherCase) implements Answer {}
    }

    private final ListedTree tree;
    private final Rules rules;
    private final String host;
    private final ListedTree lowerTree;
    private final Map<SitePath, SitePath> byLower = new HashMap<>();
    private final Map<String, Answer> remembered = new HashMap<>();

    /// @param host of the site, for rules that name one
    Answers(Collection<SitePath> files, Rules rules, String host) {
        tree = new ListedTree(files);
        this.rules = rules;
        this.host = host;
        files.forEach(file -> byLower.putIfAbsent(lower(file), file));
        lowerTree = new ListedTree(byLower.keySet());
    }

    Answer to(String path, String query) {
        String asked = path + query;
        Answer known = remembered.get(asked);
        if (known != null) {
            return known;
        }
        Answer answer = answered(() -> followed(path, query, MOST_HOPS));
        if (remembered.size() < REMEMBERED && asked.length() <= LONGEST_REMEMBERED) {
            remembered.put(asked, answer);
        }
        return answer;
    }

    /// What rules lead to is asked for like anything else, but a page that a rule shows in place of
    /// another is not asked for again: so the rules are not asked first.
    boolean isThere(String path) {
        return answered(() -> resolved(path, false)) instanceof Answer.File
                || !(to(path, "") instanceof Answer.Nothing);
    }

    private Answer followed(String path, String query, int hops) throws IOException {
        Ruling ruling =
                rules.redirect(
                                new Lookup(
                                        host,
                                        path,
                                        query,
                                        Optional.empty(),
                                        () -> resolved(path, false) instanceof Answer.File))
                        .ruling();
        return switch (ruling) {
            case Ruling.None() -> resolved(path, false);
            case Ruling.Rewrite(String target, int status) ->
                    status == 200
                            ? resolved(target, !target.equals(path))
                            : new Answer.Nothing(Optional.empty());
            case Ruling.Redirect(int _, String location) -> {
                if (!location.startsWith("/")) {
                    yield new Answer.Other();
                }
                String target = before(location, '#');
                String targetPath = before(target, '?');
                yield hops == 0
                        ? new Answer.Nothing(Optional.empty())
                        : followed(targetPath, target.substring(targetPath.length()), hops - 1);
            }
            case Ruling.Forward _, Ruling.Closed() -> new Answer.Other();
        };
    }

    private Answer resolved(String path, boolean standsIn) throws IOException {
        if (!(Target.of(path) instanceof Target.Named(SitePath name, String _))) {
            return new Answer.Nothing(Optional.empty());
        }
        Optional<SitePath> found = document(tree, name);
        if (found.isPresent()) {
            boolean page = MediaType.of(found.get().name()).equals(MediaType.HTML);
            return new Answer.File(found.get(), standsIn && page);
        }
        return new Answer.Nothing(
                document(lowerTree, lower(name)).map(file -> byLower.getOrDefault(file, file)));
    }

    /// The file that a browser ends at.
    private static Optional<SitePath> document(ListedTree tree, SitePath path) throws IOException {
        SitePath asked = path;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            switch (Resolver.resolve(tree, asked, Addressing.DEFAULT)) {
                case Resolution.Found(Document document, List<SitePath> _) -> {
                    return Optional.of(document.path());
                }
                case Resolution.Elsewhere(SitePath other, List<SitePath> _) -> asked = other;
                case Resolution.Listed _, Resolution.Forbidden _, Resolution.Missing _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Answer answered(Asking asking) {
        try {
            return asking.ask();
        } catch (IOException e) {
            throw new UncheckedIOException("names in memory cannot fail to be read", e);
        }
    }

    static SitePath lower(SitePath path) {
        List<String> segments = new ArrayList<>(path.segments().size());
        for (String segment : path.segments()) {
            segments.add(segment.toLowerCase(Locale.ROOT));
        }
        return new SitePath(segments, path.slash());
    }

    private static String before(String text, char mark) {
        int end = text.indexOf(mark);
        return end < 0 ? text : text.substring(0, end);
    }

    /// A question to the resolver.
    @FunctionalInterface
    private interface Asking {
        Answer ask() throws IOException;
    }
}
