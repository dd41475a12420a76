package croft.site.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Text with names in it (`/new/:splat`) for which values are put in.
///
/// @param pieces in order
record Template(List<Piece> pieces) {
    /// A stretch of it.
    sealed interface Piece {
        record Text(String text) implements Piece {}

        record Name(String name) implements Piece {}
    }

    Template {
        pieces = List.copyOf(pieces);
    }

    /// Names are read whole: in `/:ab` there is no `:a`.
    static Template of(String written) {
        List<Piece> pieces = new ArrayList<>();
        int text = 0;
        for (int i = 0; i < written.length(); ) {
            int end = written.charAt(i) == ':' ? PatternSyntax.nameEnd(written, i) : i;
            if (end == i) {
                i++;
                continue;
            }
            if (i > text) {
                pieces.add(new Piece.Text(written.substring(text, i)));
            }
            pieces.add(new Piece.Name(written.substring(i + 1, end)));
            i = end;
            text = end;
        }
        if (text < written.length()) {
            pieces.add(new Piece.Text(written.substring(text)));
        }
        return new Template(pieces);
    }

    boolean hasNames() {
        return pieces.stream().anyMatch(Piece.Name.class::isInstance);
    }

    /// A name without a value stays as text.
    ///
    /// @param spelling of the values at this place
    String filled(Map<String, String> values, UnaryOperator<String> spelling) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Text(String text) -> filled.append(text);
                case Piece.Name(String name) -> {
                    String value = values.get(name);
                    if (value == null) {
                        filled.append(':').append(name);
                    } else {
                        filled.append(spelling.apply(value));
                    }
                }
            }
        }
        return filled.toString();
    }
}
