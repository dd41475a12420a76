package croft.wiki.code;

import org.jspecify.annotations.Nullable;

/// A way to tell the words of one language apart. For one text and one thread.
sealed interface Colouring permits Tokens, Words, Yaml, Diff, Console {
    /// Colours the next line.
    ///
    /// @param line without its end
    void line(String line, Spans out);

    /// The way for a language, by the name that people write behind a fence.
    ///
    /// @param name in lower case
    static @Nullable Colouring of(String name) {
        return switch (name) {
            case "diff", "patch", "udiff" -> new Diff();
            case "console", "shell-session", "shellsession", "sh-session", "terminal" ->
                    new Console();
            case "yaml", "yml" -> new Yaml();
            default -> {
                WordLists.@Nullable Language language = WordLists.of(name);
                yield language == null ? Tokens.of(name) : new Words(language);
            }
        };
    }
}
