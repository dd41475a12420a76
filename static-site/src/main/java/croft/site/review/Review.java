package croft.site.review;

import croft.platform.declaration.Shown;
import croft.platform.traffic.MediaType;
import croft.site.content.SitePath;
import croft.site.content.Visibility;
import croft.site.rules.RuleTarget;
import croft.site.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks through one release. Bounded in time and memory by the octets of its pages, whatever they
/// hold. Reads files, so it is called on virtual threads.
public final class Review {
    /// What of a page or style sheet is looked at, in octets. Generated indexes of large projects
    /// are below it.
    static final int LARGEST_PAGE = 4 << 20;

    /// What of all pages is looked at, in octets: a few seconds.
    private static final long ALL_PAGES = 512L << 20;

    private static final String PAGE = "text/html";
    private static final String XHTML = "application/xhtml+xml";
    private static final String STYLE = "text/css";

    private static final SitePath REDIRECTS = SitePath.file("_redirects");

    private final ReleaseView release;
    private final Rules rules;
    private final Set<String> hosts;
    private final Answers answers;
    private final Collected collected;
    private final Places places = new Places();

    private long octets;
    private int imagesWithoutAlt;
    private int pages;
    private int links;

    private Review(ReleaseView release, Rules rules, List<String> hosts, Limits limits) {
        this.release = release;
        this.rules = rules;
        this.hosts = Set.copyOf(hosts);
        answers =
                new Answers(
                        release.files().stream().map(ReleaseFile::path).toList(),
                        rules,
                        hosts.isEmpty() ? "" : hosts.getFirst());
        collected = new Collected(limits.listed);
    }

    /// What the owner sets.
    ///
    /// @param largeFile from how many octets a file is reported
    /// @param listed how many things of each kind are listed, and names of each part of the
    ///   difference
    public record Limits(long largeFile, int listed) {
        /// 10 MiB, and a hundred things.
        public static final Limits DEFAULT = new Limits(10L << 20, 100);
    }

    /// Looks through `release`.
    ///
    /// @param before the files of the release before this one; empty for the first
    /// @param hosts under which the site is served, in lower case, its own first
    /// @throws IOException if the release cannot be read
    public static Report of(
            ReleaseView release,
            List<ReleaseFile> before,
            Rules rules,
            List<String> hosts,
            Limits limits)
            throws IOException {
        Review review = new Review(release, rules, hosts, limits);
        review.read(limits);
        return new Report(
                rules.dialect(),
                rules.reason(),
                rules.problems(),
                review.collected.all(),
                review.imagesWithoutAlt,
                review.pages,
                review.links,
                Difference.between(before, release.files(), limits.listed));
    }

    private void read(Limits limits) throws IOException {
        Map<SitePath, SitePath> byLower = new HashMap<>();
        List<ReleaseFile> files =
                release.files().stream()
                        .sorted(Comparator.comparing((ReleaseFile file) -> file.path().encoded()))
                        .toList();
        for (ReleaseFile file : files) {
            SitePath path = file.path();
            SitePath same = byLower.putIfAbsent(Answers.lower(path), path);
            if (same != null) {
                collected.add(
                        Finding.Kind.CASE_CLASH,
                        path,
                        0,
                        "differs from "
                                + same.encoded()
                                + " in case only, which many disks do not");
            }
            if (file.size() >= limits.largeFile) {
                collected.add(Finding.Kind.LARGE_FILE, path, 0, mebibytes(file.size()));
            }
            String type = MediaType.of(path.name()).type();
            if (Visibility.DEFAULT.hides(path.segments())) {
                continue;
            }
            if (type.startsWith(PAGE) || type.startsWith(XHTML)) {
                page(file);
            } else if (type.startsWith(STYLE)) {
                styleSheet(file);
            }
        }
        for (RuleTarget target : rules.targets()) {
            if (!answers.isThere(target.path())) {
                collected.add(
                        Finding.Kind.BROKEN_LINK,
                        REDIRECTS,
                        target.line(),
                        Shown.quoted(target.path()) + " is answered by no page");
            }
        }
        places.compare(collected);
    }

    private void page(ReleaseFile file) throws IOException {
        Optional<String> html = text(file);
        if (html.isEmpty()) {
            return;
        }
        pages++;
        Address.Base own = new Address.Base(true, file.path().encoded(), false);
        Address.Base base =
                PageReader.base(html.get()).map(href -> own.moved(href, hosts)).orElse(own);
        PageReader reader =
                new PageReader(reference -> judge(file.path(), base, reference), places::name);
        reader.read(html.get());
        imagesWithoutAlt += reader.imagesWithoutAlt();
        places.endPage(file.path(), file.size() <= LARGEST_PAGE);
    }

    private void styleSheet(ReleaseFile file) throws IOException {
        Optional<String> css = text(file);
        if (css.isEmpty()) {
            return;
        }
        Address.Base base = new Address.Base(true, file.path().encoded(), false);
        StyleSheet.read(
                css.get(),
                1,
                (url, line) ->
                        judge(file.path(), base, new Reference(Reference.Use.ASSET, url, line)));
    }

    private Optional<String> text(ReleaseFile file) throws IOException {
        if (octets + Math.min(file.size(), LARGEST_PAGE) > ALL_PAGES) {
            collected.add(
                    Finding.Kind.PARTLY_READ,
                    file.path(),
                    0,
                    "not looked at, as " + mebibytes(ALL_PAGES) + " of pages come before it");
            return Optional.empty();
        }
        if (file.size() > LARGEST_PAGE) {
            collected.add(
                    Finding.Kind.PARTLY_READ,
                    file.path(),
                    0,
                    "only its first " + mebibytes(LARGEST_PAGE) + " were looked at");
        }
        byte[] read = release.read(file, LARGEST_PAGE);
        octets += read.length;
        return Optional.of(new String(read, StandardCharsets.UTF_8));
    }

    private void judge(SitePath from, Address.Base base, Reference reference) {
        links++;
        boolean loaded = reference.use() != Reference.Use.LINK;
        switch (Address.of(reference.url(), base, hosts)) {
            case Address.Elsewhere(boolean plain) -> mixed(from, reference, plain && loaded);
            case Address.Here here -> {
                mixed(from, reference, here.plain() && loaded);
                judge(from, reference, here);
            }
        }
    }

    private void mixed(SitePath from, Reference reference, boolean mixed) {
        if (mixed) {
            collected.add(
                    Finding.Kind.MIXED_CONTENT,
                    from,
                    reference.line(),
                    Shown.quoted(reference.url()) + " is loaded over http, which browsers refuse");
        }
    }

    private void judge(SitePath from, Reference reference, Address.Here here) {
        boolean asset = reference.use() == Reference.Use.ASSET;
        switch (answers.to(here.path(), here.query())) {
            case Answers.Answer.Other() -> {}
            case Answers.Answer.File(SitePath path, boolean standsIn) -> {
                if (asset && standsIn) {
                    missing(
                            from,
                            reference,
                            here,
                            "a rule shows " + path.encoded() + " in its place");
                } else if (!here.fragment().isEmpty() && !asset) {
                    places.want(path, here.fragment(), from, reference.line());
                }
            }
            case Answers.Answer.Nothing(Optional<SitePath> otherCase) -> {
                if (otherCase.isPresent()) {
                    collected.add(
                            Finding.Kind.WRONG_CASE,
                            from,
                            reference.line(),
                            Shown.quoted(here.path())
                                    + " is not there, but "
                                    + otherCase.get().encoded()
                                    + " is");
                } else {
                    missing(from, reference, here, "");
                }
            }
        }
    }

    private void missing(SitePath from, Reference reference, Address.Here here, String instead) {
        boolean asset = reference.use() == Reference.Use.ASSET;
        collected.add(
                asset ? Finding.Kind.MISSING_ASSET : Finding.Kind.BROKEN_LINK,
                from,
                reference.line(),
                Shown.quoted(here.path())
                        + (asset ? " is not there" : " is answered by no page")
                        + (instead.isEmpty() ? "" : "; " + instead));
    }

    private static String mebibytes(long octets) {
        return String.format(Locale.ROOT, "%.1f MiB", octets / (double) (1 << 20));
    }
}
