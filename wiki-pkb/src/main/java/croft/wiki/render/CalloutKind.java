package croft.wiki.render;

import java.util.Locale;

/// What a callout is for. Obsidian's thirteen, each with the words that stand for it, and the two
/// that GitHub has beside them.
enum CalloutKind {
    NOTE,
    ABSTRACT,
    INFO,
    TODO,
    TIP,
    IMPORTANT,
    SUCCESS,
    QUESTION,
    WARNING,
    CAUTION,
    FAILURE,
    DANGER,
    BUG,
    EXAMPLE,
    QUOTE;

    /// The kind that a word stands for; a word that nobody knows is a note, as in Obsidian.
    static CalloutKind of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "abstract", "summary", "tldr" -> ABSTRACT;
            case "info" -> INFO;
            case "todo" -> TODO;
            case "tip", "hint" -> TIP;
            case "important" -> IMPORTANT;
            case "success", "check", "done" -> SUCCESS;
            case "question", "help", "faq" -> QUESTION;
            case "warning", "attention" -> WARNING;
            case "caution" -> CAUTION;
            case "failure", "fail", "missing" -> FAILURE;
            case "danger", "error" -> DANGER;
            case "bug" -> BUG;
            case "example" -> EXAMPLE;
            case "quote", "cite" -> QUOTE;
            default -> NOTE;
        };
    }

    /// Its class in the HTML, behind `callout-`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its name for readers.
    String title() {
        return name().charAt(0) + word().substring(1);
    }
}
