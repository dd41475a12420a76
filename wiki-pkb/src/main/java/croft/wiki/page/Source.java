package croft.wiki.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file of a page, read: what its name and head say, and the text behind the head.
///
/// @param body Markdown, without a byte order mark
public record Source(Page page, String body) {
    /// How many octets of a file are read as a page: more than anybody wrote in a single one, and
    /// what can be rendered in the memory that this service is given.
    public static final int LARGEST = 1 << 20;

    /// Names of pages that stand for their folder, and so take its title.
    private static final List<String> OF_FOLDERS = List.of("index.md", "README.md");

    /// Reads a file's octets, which should be UTF-8.
    ///
    /// @param modified of the file
    /// @param rule what folders say of who sees it
    public static Source parse(
            FilePath path, byte[] octets, Instant modified, VisibilityRule rule) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(octets))
                            .toString();
            return parse(path, text, modified, rule);
        } catch (CharacterCodingException _) {
            String text = new String(octets, StandardCharsets.UTF_8);
            int first = text.indexOf('\uFFFD');
            int line =
                    1
                            + (int)
                                    text.substring(0, Math.max(first, 0))
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count();
            return parse(
                    path,
                    text,
                    modified,
                    rule,
                    List.of(
                            new Problem(
                                    line,
                                    "not UTF-8 from here on: what cannot be read is shown as"
                                            + " \uFFFD; save the file as UTF-8")));
        }
    }

    /// Reads a file's text.
    ///
    /// @param modified of the file
    /// @param rule what folders say of who sees it
    public static Source parse(FilePath path, String text, Instant modified, VisibilityRule rule) {
        return parse(path, text, modified, rule, List.of());
    }

    private static Source parse(
            FilePath path,
            String text,
            Instant modified,
            VisibilityRule rule,
            List<Problem> problems) {
        HeadText parts = HeadText.of(text);
        String body = parts.body();
        Head head;
        List<Problem> all = new ArrayList<>(problems);
        if (parts.head().isEmpty()) {
            head = Head.of("", 1);
        } else if (!parts.isClosed() && !Head.isOne(parts.head().get())) {
            // A text that begins with a line across the page, and no head at all.
            head = Head.of("", 1);
            body = text.substring(text.indexOf("---"));
            all.add(
                    new Problem(
                            1,
                            "a head begins here and never ends (expected: a second line ---); the"
                                    + " whole file is shown as text"));
        } else {
            head = Head.of(parts.head().get(), 2);
        }
        Page page =
                new Page(
                        path,
                        Address.ofPage(path),
                        head.text("title").orElseGet(() -> title(path)),
                        tags(head),
                        head.words(false, "aliases", "alias"),
                        head.visibility().and(rule.of(path)),
                        head.language("lang", "language"),
                        modified,
                        head.date("date", "created"),
                        head.text("description"),
                        head.image("image", "cover"),
                        text.isEmpty(),
                        List.of());
        all.addAll(head.problems());
        return new Source(page.with(all), body);
    }

    private static List<Tag> tags(Head head) {
        return head.words(true, "tags", "tag").stream()
                .map(word -> word.replaceAll("^[#/]+|/+$", "").strip())
                .filter(word -> !word.isEmpty())
                .distinct()
                .map(Tag::new)
                .toList();
    }

    /// What a page is called that does not say so: its file's name in title case, or its folder's,
    /// if it stands for that.
    static String title(FilePath path) {
        Optional<String> folder =
                OF_FOLDERS.contains(path.name())
                        ? path.folder().map(FilePath::name)
                        : Optional.empty();
        String title = Head.inOneLine(TitleCase.of(folder.orElseGet(path::stem)));
        return title.isEmpty() ? path.name().strip() : title;
    }
}
