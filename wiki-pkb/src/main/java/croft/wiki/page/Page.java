package croft.wiki.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A page as the name and the head of its file tell it.
///
/// @param title as written, or made of the file's name; never empty
/// @param tags of its head, in their order, each once
/// @param aliases further names that links find it by
/// @param language of its text (BCP 47), where it says so
/// @param modified of its file; Syncthing keeps the author's time
/// @param date what it says of its own time, for feeds
/// @param description what it says of itself, for previews
/// @param image what it says shows it: an address or a file's path, as written
/// @param empty whether the file has no octets; such a page answers, but is in no list
/// @param problems of its head
public record Page(
        FilePath path,
        Address address,
        String title,
        List<Tag> tags,
        List<String> aliases,
        Visibility visibility,
        Optional<String> language,
        Instant modified,
        Optional<Instant> date,
        Optional<String> description,
        Optional<String> image,
        boolean empty,
        List<Problem> problems) {
    public Page {
        tags = List.copyOf(tags);
        aliases = List.copyOf(aliases);
        problems = List.copyOf(problems);
    }

    /// The same page, with other problems.
    Page with(List<Problem> others) {
        return new Page(
                path,
                address,
                title,
                tags,
                aliases,
                visibility,
                language,
                modified,
                date,
                description,
                image,
                empty,
                others);
    }

    /// Whether lists name it.
    public boolean isListed() {
        return visibility.isListed() && !empty;
    }
}
