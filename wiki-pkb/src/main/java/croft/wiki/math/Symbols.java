package croft.wiki.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The commands that are one symbol each, and what characters are that were typed as they are; read
/// once, from a resource.
final class Symbols {
    private static final Symbols KNOWN = read();

    private final Map<String, Symbol> byCommand = new HashMap<>();
    private final Map<String, Symbol> byText = new HashMap<>();

    private Symbols(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
            for (int i = 1; i < words.length; i += 2) {
                Symbol symbol = new Symbol(kind, words[i + 1]);
                byCommand.put(words[i], symbol);
                byText.putIfAbsent(symbol.text(), symbol);
            }
        }
    }

    static Optional<Symbol> ofCommand(String name) {
        return Optional.ofNullable(KNOWN.byCommand.get(name));
    }

    /// Of a character outside ASCII.
    static Optional<Symbol> ofText(String text) {
        return Optional.ofNullable(KNOWN.byText.get(text));
    }

    private static Symbols read() {
        try (InputStream in =
                Objects.requireNonNull(
                        Symbols.class.getResourceAsStream("symbols.txt"),
                        "symbols.txt is in the jar")) {
            return new Symbols(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("symbols.txt cannot be read from the jar", e);
        }
    }

    /// One symbol.
    record Symbol(Kind kind, String text) {}
}
