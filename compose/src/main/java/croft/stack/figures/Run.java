package croft.stack.figures;

import java.util.List;

/// One load on one server, once.
///
/// @param round from 1
/// @param notes what was not as it should be
public record Run(Load load, String server, int round, Figures figures, List<String> notes) {
    public Run {
        notes = List.copyOf(notes);
    }
}
