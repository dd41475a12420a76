package croft.platform.declaration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Reads croft.yml: text in, a declaration or all its mistakes out. No text makes it throw, and
/// none makes it work longer than in proportion to its length.
public final class DeclarationReader {
    /// The longest file that is read, in bytes: 256 KiB. A declaration of a thousand sites has less
    /// than half of it.
    public static final int LARGEST = YamlText.MOST_CHARACTERS;

    private DeclarationReader() {}

    /// Reads a whole file's text.
    ///
    /// @param fileName as mistakes shall name it
    /// @param folder where relative paths start from
    public static Reading read(String fileName, Path folder, String text) {
        Review review = new Review(fileName, folder);
        try {
            Optional<Yaml> document = YamlText.compose(text);
            if (document.isEmpty() || isNothing(document.get())) {
                review.mistake(
                        Position.START,
                        "",
                        "the file is empty (expected: " + CroftYml.FILE.expectation() + ")");
            } else {
                Optional<CroftYml.Draft> draft = CroftYml.FILE.read(document.get(), "", review);
                if (draft.isPresent() && review.isClean()) {
                    return new Reading.Accepted(draft.get().finished(), digest(text));
                }
            }
        } catch (YamlText.NotYaml e) {
            review.mistake(e.at(), "", e.problem());
        }
        return new Reading.Rejected(review.mistakes());
    }

    /// The same for a file's bytes, which must be UTF-8.
    public static Reading read(String fileName, Path folder, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return rejected(
                    fileName,
                    Position.START,
                    "more than " + LARGEST + " bytes (expected: a file that somebody wrote)");
        }
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            return rejected(
                    fileName, end(text.toString()), "not UTF-8 from here on (expected: UTF-8)");
        }
        return read(fileName, folder, text.toString());
    }

    /// The digest by which two texts are told apart: SHA-256 in lower-case hex.
    static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Reading.Rejected rejected(String fileName, Position at, String problem) {
        return new Reading.Rejected(
                List.of(new Mistake(fileName, at.line(), at.column(), "", problem)));
    }

    /// Where the character after `text` stands.
    private static Position end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return new Position(line, 1 + last.codePointCount(0, last.length()));
    }

    private static boolean isNothing(Yaml document) {
        return document instanceof Yaml.Scalar(_, _, Yaml.Type type) && type == Yaml.Type.NOTHING;
    }
}
