package croft.wiki.sync;

import croft.wiki.graph.Note;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Identity;
import croft.wiki.page.Page;
import croft.wiki.page.Problem;
import croft.wiki.page.Source;
import croft.wiki.page.Visibility;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Renderer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What holds for all pages of a wiki: what croft.yml says, and what a `Rocket.toml` says where
/// croft.yml is silent.
///
/// @param language of pages that name none (BCP 47)
/// @param live whether open pages hear of changes
/// @param renderer of this wiki's Markdown
public record Settings(
        Identity identity,
        Dialect dialect,
        HtmlPolicy html,
        String language,
        boolean live,
        VisibilityRule rule,
        Renderer renderer) {
    /// The text behind the head of a page.
    ///
    /// @param text of its file
    public String body(Page page, String text) {
        return parse(page.path(), text, page.modified()).body();
    }

    /// A page from the text of its file.
    Source parse(FilePath path, String text, Instant modified) {
        return Source.parse(path, text, modified, rule);
    }

    Visibility visibility(FilePath path) {
        return rule.of(path);
    }

    /// Where a page of that name is, or would be.
    Address address(FilePath path) {
        return parse(path, "", Instant.EPOCH).page().address();
    }

    /// What is known of a page, from its file.
    ///
    /// @param text that could be read
    Note note(FilePath path, PageText text, Instant modified) {
        return switch (text) {
            case PageText.Text(String whole, boolean malformed) -> {
                Source source = parse(path, whole, modified);
                Facts facts = renderer.facts(source.page(), source.body());
                yield new Note(
                        malformed
                                ? with(
                                        source.page(),
                                        firstLineOfNonsense(whole),
                                        "not UTF-8 from here on: what cannot be read is shown as"
                                                + " \uFFFD (save the page as UTF-8)")
                                : source.page(),
                        facts);
            }
            case PageText.TooLarge(long octets, String beginning) -> {
                Page page = parse(path, beginning, modified).page();
                yield new Note(
                        with(
                                page,
                                1,
                                octets
                                        + " octets are not rendered (expected: at most "
                                        + PageReader.MOST_OCTETS
                                        + "; divide the page)"),
                        renderer.facts(page, ""));
            }
            case PageText.Gone(), PageText.Unreadable(String _) ->
                    throw new IllegalArgumentException(path + " could not be read");
        };
    }

    private static int firstLineOfNonsense(String text) {
        int first = Math.max(0, text.indexOf('\uFFFD'));
        return 1 + (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
    }

    private static Page with(Page page, int line, String problem) {
        List<Problem> problems = new ArrayList<>(page.problems());
        problems.add(new Problem(line, problem));
        return new Page(
                page.path(),
                page.address(),
                page.title(),
                page.tags(),
                page.aliases(),
                page.visibility(),
                page.language(),
                page.modified(),
                page.date(),
                page.description(),
                page.image(),
                page.empty(),
                problems);
    }
}
