package croft.platform.declaration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One reading under way: the file's name and folder, and the mistakes found so far.
final class Review {
    /// More than anybody reads at once; a file of another kind altogether would fill the log.
    static final int MOST_MISTAKES = 200;

    private final String file;
    private final Path folder;
    private final List<Mistake> mistakes = new ArrayList<>();

    Review(String file, Path folder) {
        this.file = file;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// Absolute and normalised: where relative paths start from.
    Path folder() {
        return folder;
    }

    void mistake(Position at, String path, String problem) {
        mistakes.add(new Mistake(file, at.line(), at.column(), path, problem));
    }

    /// Another place in the same file, for a message that names it.
    String place(Position at) {
        return file + ":" + at;
    }

    boolean isClean() {
        return mistakes.isEmpty();
    }

    /// In the order of the file; past [#MOST_MISTAKES] only their number.
    List<Mistake> mistakes() {
        List<Mistake> sorted =
                mistakes.stream()
                        .sorted(
                                Comparator.comparingInt(Mistake::line)
                                        .thenComparingInt(Mistake::column))
                        .distinct()
                        .toList();
        if (sorted.size() <= MOST_MISTAKES) {
            return sorted;
        }
        List<Mistake> first = new ArrayList<>(sorted.subList(0, MOST_MISTAKES));
        Mistake next = sorted.get(MOST_MISTAKES);
        int more = sorted.size() - MOST_MISTAKES;
        first.add(new Mistake(file, next.line(), next.column(), "", "and " + more + " more"));
        return first;
    }
}
