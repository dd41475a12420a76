package croft.wiki.code;

import org.fife.ui.rsyntaxtextarea.TokenTypes;

/// What a piece of program text is, as far as its colour goes. The style sheet `code.css` has a
/// colour for each.
enum Ink {
    PLAIN(""),
    COMMENT("c"),
    KEYWORD("k"),
    TYPE("t"),
    FUNCTION("f"),
    STRING("s"),
    NUMBER("n"),
    /// Values that have names: `true`, `null`; entities of HTML.
    CONSTANT("o"),
    VARIABLE("v"),
    REGEX("r"),
    /// What is said about code: annotations, attributes of a tag, keys of settings.
    ATTRIBUTE("a"),
    /// What another program reads first: `#include`, `<?xml`, `<!DOCTYPE`.
    DIRECTIVE("p"),
    TAG("g"),
    /// Lines that a difference adds.
    ADDED("i"),
    /// Lines that a difference takes away.
    REMOVED("d");

    private final String styleClass;

    Ink(String styleClass) {
        this.styleClass = styleClass;
    }

    /// Of its span; empty for text that needs none.
    String styleClass() {
        return styleClass;
    }

    /// Of a token as RSyntaxTextArea names its kinds.
    static Ink of(int tokenType) {
        return switch (tokenType) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.MARKUP_COMMENT ->
                    COMMENT;
            case TokenTypes.RESERVED_WORD, TokenTypes.RESERVED_WORD_2 -> KEYWORD;
            case TokenTypes.FUNCTION -> FUNCTION;
            case TokenTypes.LITERAL_BOOLEAN, TokenTypes.MARKUP_ENTITY_REFERENCE -> CONSTANT;
            case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL,
                    TokenTypes.ERROR_NUMBER_FORMAT ->
                    NUMBER;
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.ERROR_STRING_DOUBLE,
                    TokenTypes.ERROR_CHAR,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
                    TokenTypes.MARKUP_CDATA ->
                    STRING;
            case TokenTypes.DATA_TYPE -> TYPE;
            case TokenTypes.VARIABLE -> VARIABLE;
            case TokenTypes.REGEX -> REGEX;
            case TokenTypes.ANNOTATION, TokenTypes.MARKUP_TAG_ATTRIBUTE -> ATTRIBUTE;
            case TokenTypes.PREPROCESSOR,
                    TokenTypes.MARKUP_DTD,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION,
                    TokenTypes.MARKUP_CDATA_DELIMITER ->
                    DIRECTIVE;
            case TokenTypes.MARKUP_TAG_NAME, TokenTypes.MARKUP_TAG_DELIMITER -> TAG;
            default -> PLAIN;
        };
    }
}
