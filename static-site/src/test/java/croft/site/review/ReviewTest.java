package croft.site.review;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.content.SitePath;
import croft.site.rules.Problem;
import croft.site.rules.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the owner is told about a release.
class ReviewTest {
    private static final List<String> HOSTS = List.of("www.example.net", "example.net");

    @Test
    void findsNothingWhereNothingIsWrong() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<a href=about>A</a><a href='docs/?q#top'>D</a>")
                                .with(
                                        "about.html",
                                        "<link rel=stylesheet href=/a.css><a id=x href=#x>"
                                                + "<a href=https://example.net/docs>")
                                .with("docs/index.html", "<img src=../p%20q.png alt=''><a href=..>")
                                .with("a.css", ".a { background: url(p%20q.png?v=1) }")
                                .with("p q.png", "?"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.pages()).isEqualTo(3);
        assertThat(report.links()).isEqualTo(8);
        assertThat(report.isRefused()).isFalse();
    }

    @Test
    void findsLinksToPagesThatNobodyWouldBeShown() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with("index.html", "\n<a href=gone.html>x</a>\n<a href='/docs/'>")
                                .with("docs/a.html", "<iframe src=/.git/config></iframe>"));
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly(
                        "docs/a.html:1: \"/.git/config\" is answered by no page",
                        "index.html:2: \"/gone.html\" is answered by no page",
                        "index.html:3: \"/docs/\" is answered by no page");
    }

    @Test
    void findsFilesThatPagesAndStylesWouldLoad() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        """
                                        <base target=_top>
                                        <link rel="preload stylesheet" href=1.css>
                                        <script src=2.js></script><img alt='' src=3.png
                                          srcset="4.png 1x, 5,6.png 2x,7.png">
                                        <video src=8.mp4 poster=9.jpg></video>
                                        <p style="background: url(10.png)">
                                        <style>
                                          p { background: url(11.png) }
                                        </style>
                                        <svg><use href="12.svg#a"/></svg>
                                        <object data=13.pdf></object>
                                        """)
                                .with(
                                        "css/a.css",
                                        "@import '14.css';\n.b { src: url(../15.woff2) }"));
        assertThat(shown(report, Finding.Kind.MISSING_ASSET))
                .containsExactly(
                        "css/a.css:1: \"/css/14.css\" is not there",
                        "css/a.css:2: \"/15.woff2\" is not there",
                        "index.html:2: \"/1.css\" is not there",
                        "index.html:3: \"/2.js\" is not there",
                        "index.html:3: \"/3.png\" is not there",
                        "index.html:4: \"/4.png\" is not there",
                        "index.html:4: \"/5,6.png\" is not there",
                        "index.html:4: \"/7.png\" is not there",
                        "index.html:5: \"/8.mp4\" is not there",
                        "index.html:5: \"/9.jpg\" is not there",
                        "index.html:6: \"/10.png\" is not there",
                        "index.html:8: \"/11.png\" is not there",
                        "index.html:10: \"/12.svg\" is not there",
                        "index.html:11: \"/13.pdf\" is not there");
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total()).isZero();
    }

    @Test
    void saysTheSameThingOnce() throws IOException {
        MapRelease release = new MapRelease();
        for (int i = 0; i < 5; i++) {
            release.with("a" + i + ".html", "<a href=/gone><a href=/gone>");
        }
        release.with("b.html", "<a href=/lost><a href=/lost><a href=/never>");
        Report report = review(release);
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total()).isEqualTo(13);
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly(
                        "a0.html:1: \"/gone\" is answered by no page (and 9 more times)",
                        "b.html:1: \"/lost\" is answered by no page (and once more)",
                        "b.html:1: \"/never\" is answered by no page");
    }

    @Test
    void listsNoMoreThanItIsToldTo() throws IOException {
        MapRelease release = new MapRelease();
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            page.append("<a href=").append(i).append(">");
            release.with("f" + i, "");
        }
        Report report =
                Review.of(
                        release.with("index.html", page.toString()),
                        List.of(),
                        Rules.NONE,
                        HOSTS,
                        new Review.Limits(1_000, 3));
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total()).isEqualTo(10);
        assertThat(report.of(Finding.Kind.BROKEN_LINK).first()).hasSize(3);
        assertThat(report.difference().added().files()).isEqualTo(11);
        assertThat(report.difference().added().first()).hasSize(3);
    }

    @Test
    void asksTheRulesBeforeItCallsALinkBroken() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<a href=/old/a><a href=/old/b><a href=/out><a href=/loop>"
                                                + "<a href=/gone><a href=/store?id=7>"
                                                + "<a href=/store>")
                                .with("new/a.html", ""),
                        """
                        /old/* /new/:splat 301
                        /out https://elsewhere.example/
                        /loop /loop2
                        /loop2 /loop
                        /gone /index.html 410
                        /store id=:id / 301
                        """,
                        "");
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly(
                        "index.html:1: \"/old/b\" is answered by no page",
                        "index.html:1: \"/loop\" is answered by no page (and once more)",
                        "index.html:1: \"/gone\" is answered by no page",
                        "index.html:1: \"/store\" is answered by no page",
                        "_redirects:3: \"/loop2\" is answered by no page");
    }

    @Test
    void findsRulesThatLeadNowhere() throws IOException {
        Report report =
                review(
                        new MapRelease().with("a.html", ""),
                        """
                        /1 /a
                        /2 /b
                        /3 /c 200
                        /4 https://elsewhere.example/d
                        /5/* /:splat
                        /6 /1
                        /7 /a#e
                        """,
                        "");
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly(
                        "_redirects:2: \"/b\" is answered by no page",
                        "_redirects:3: \"/c\" is answered by no page");
    }

    @Test
    void findsFilesForWhichARuleWouldShowAPage() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<script src=/a.js></script><a href=/deep/down>"),
                        "/* /index.html 200",
                        "");
        assertThat(shown(report, Finding.Kind.MISSING_ASSET))
                .containsExactly(
                        "index.html:1: \"/a.js\" is not there; a rule shows /index.html in its"
                                + " place");
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total()).isZero();
        assertThat(report.dialect()).hasToString("Netlify");
    }

    @Test
    void findsNamesInTheWrongCase() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with("index.html", "<a href=about><img src=IMG/a.PNG alt=''>")
                                .with("About.html", "")
                                .with("img/A.png", "")
                                .with("img/a.png", ""));
        assertThat(shown(report, Finding.Kind.WRONG_CASE))
                .containsExactly(
                        "index.html:1: \"/about\" is not there, but /About.html is",
                        "index.html:1: \"/IMG/a.PNG\" is not there, but /img/A.png is");
        assertThat(shown(report, Finding.Kind.CASE_CLASH))
                .containsExactly(
                        "img/a.png: differs from /img/A.png in case only, which many disks do not");
    }

    @Test
    void findsLinksToPlacesThatAreNotThere() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<a href=a#one><a href=a#two><a href=a#three><a href=#four>"
                                                + "<a href='a#k%C3%A4se'><a href='a#käse'>"
                                                + "<a href=#top><a href='#/route'><a href='#!x'>"
                                                + "<a href=pdf#page=2><a href=a#:~:text=b>")
                                .with("a.html", "<p id=one><a name=two></a><p id='käse'>")
                                .with("pdf", ""));
        assertThat(shown(report, Finding.Kind.MISSING_FRAGMENT))
                .containsExactly(
                        "index.html:1: /a.html has no place \"three\"",
                        "index.html:1: /index.html has no place \"four\"");
    }

    @Test
    void findsWhatIsLoadedOverHttp() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<img src=http://a.example/x.png alt=''>"
                                                + "<a href=http://a.example/><img alt=''"
                                                + " src=https://a.example/y.png>"
                                                + "<script src=//a.example/z.js></script>"
                                                + "<script src=http://example.net/in.js></script>")
                                .with("in.js", "")
                                .with("a.css", "@import 'http://a.example/b.css'"));
        assertThat(shown(report, Finding.Kind.MIXED_CONTENT))
                .containsExactly(
                        "a.css:1: \"http://a.example/b.css\" is loaded over http, which browsers"
                                + " refuse",
                        "index.html:1: \"http://a.example/x.png\" is loaded over http, which"
                                + " browsers refuse",
                        "index.html:1: \"http://example.net/in.js\" is loaded over http, which"
                                + " browsers refuse");
    }

    @Test
    void followsTheBaseOfAPageAlsoForWhatStandsBeforeIt() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "a/index.html",
                                        "<a href=c><BASE href=/b/><a href=d><base href=/>")
                                .with("b/c.html", ""));
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly("a/index.html:1: \"/b/d\" is answered by no page");
    }

    @Test
    void followsPagesThatSendTheirReadersOn() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "index.html",
                                        "<meta http-equiv=Refresh content=\"0; URL='gone.html'\">"));
        assertThat(shown(report, Finding.Kind.BROKEN_LINK))
                .containsExactly("index.html:1: \"/gone.html\" is answered by no page");
    }

    @Test
    void countsPicturesWithoutText() throws IOException {
        assertThat(
                        review(new MapRelease().with("a.html", "<img><img src=b.png><img alt=c>"))
                                .imagesWithoutAlt())
                .isEqualTo(2);
    }

    @Test
    void findsLargeFiles() throws IOException {
        Report report =
                Review.of(
                        new MapRelease().with("a.bin", "x".repeat(1 << 20)).with("b", "x"),
                        List.of(),
                        Rules.NONE,
                        HOSTS,
                        new Review.Limits(1 << 20, 10));
        assertThat(shown(report, Finding.Kind.LARGE_FILE)).containsExactly("a.bin: 1.0 MiB");
    }

    @Test
    void tellsWhatChanged() throws IOException {
        MapRelease before = new MapRelease().with("a", "1").with("b", "22").with("c", "333");
        MapRelease now = new MapRelease().with("b", "22").with("c", "4444").with("d", "55555");
        Difference difference =
                Review.of(now, before.files(), Rules.NONE, HOSTS, Review.Limits.DEFAULT)
                        .difference();
        assertThat(difference)
                .isEqualTo(
                        new Difference(
                                new Difference.Part(1, 5, List.of(SitePath.file("d"))),
                                new Difference.Part(1, 4, List.of(SitePath.file("c"))),
                                new Difference.Part(1, 1, List.of(SitePath.file("a"))),
                                new Difference.Part(1, 2, List.of())));
    }

    @Test
    void carriesTheProblemsOfTheRules() throws IOException {
        Report report = review(new MapRelease(), "/a", "/private/*\n  Basic-Auth: me:word");
        assertThat(report.problems())
                .extracting(Problem::effect)
                .containsExactly(Problem.Effect.DROPPED, Problem.Effect.REFUSED);
        assertThat(report.isRefused()).isTrue();
    }

    private static Report review(MapRelease release) throws IOException {
        return review(release, "", "");
    }

    private static Report review(MapRelease release, String redirects, String headers)
            throws IOException {
        Rules rules =
                Rules.read(
                        Optional.of(redirects), Optional.of(headers), Optional.empty(), Set.of());
        return Review.of(release, List.of(), rules, HOSTS, Review.Limits.DEFAULT);
    }

    private static List<String> shown(Report report, Finding.Kind kind) {
        return report.of(kind).first().stream().map(Finding::toString).toList();
    }
}
