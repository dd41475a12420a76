package croft.wiki.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A specification as pairs of texts: a line `=== NAME`, what goes in, a line `==>`, what comes
/// out. What stands before the first pair explains them.
final class Cases {
    private static final String NAME = "=== ";
    private static final String ARROW = "==>";

    private Cases() {}

    /// One pair.
    record Case(String name, String source, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> of(String resource) {
        List<Case> cases = new ArrayList<>();
        for (String part : text(resource).split("(?m)^" + NAME, -1)) {
            if (cases.isEmpty() && part.indexOf("\n" + ARROW + "\n") < 0) {
                continue;
            }
            int line = part.indexOf('\n');
            int arrow = part.indexOf("\n" + ARROW + "\n", line);
            if (line < 0 || arrow < 0) {
                throw new IllegalArgumentException(
                        resource
                                + ": the case \""
                                + part.lines().findFirst().orElse("")
                                + "\" has no line ==>");
            }
            cases.add(
                    new Case(
                            part.substring(0, line),
                            part.substring(line + 1, arrow),
                            part.substring(arrow + ARROW.length() + 2).strip()));
        }
        return cases;
    }

    static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(
                        Cases.class.getResourceAsStream(resource), resource + " is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
