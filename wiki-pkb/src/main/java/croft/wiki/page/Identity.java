package croft.wiki.page;

import java.util.Optional;
import java.util.OptionalInt;

/// Who a wiki says it is, around every page.
///
/// @param since the first year of its copyright
public record Identity(
        Optional<String> name,
        Optional<String> tagline,
        Optional<String> author,
        Optional<String> authorUrl,
        OptionalInt since) {
    /// One that says nothing.
    public static final Identity NONE =
            new Identity(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty());

    /// This one, and what it leaves open as another says it.
    public Identity or(Identity other) {
        return new Identity(
                name.or(() -> other.name),
                tagline.or(() -> other.tagline),
                author.or(() -> other.author),
                authorUrl.or(() -> other.authorUrl),
                since.isPresent() ? since : other.since);
    }
}
