package croft.stack.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Takes what fuzzing has found interesting into the source tree, where every build tries it:
/// inputs that together reach what all of them reach, the smallest first, within bounds. Inputs
/// that somebody has named stay.
public final class Harvest {
    /// A target's inputs in the tree; what is read by everybody who clones it should stay small.
    private static final int MOST_INPUTS = 150;

    private static final long MOST_OCTETS = 48 * 1024;

    private final Fuzzer fuzzer;
    private final SourceTree tree;

    public Harvest(Fuzzer fuzzer) {
        this.fuzzer = fuzzer;
        this.tree = fuzzer.tree();
    }

    /// Renews the unnamed inputs of a target.
    ///
    /// @return how many there are now, or -1 where that did not work out
    public int bringIn(Target target) throws IOException, InterruptedException {
        Path chosen = Files.createTempDirectory("croft-fuzz");
        try {
            if (!(fuzzer.merge(target, chosen) instanceof Outcome.Clean)) {
                return -1;
            }
            Path inputs = tree.home().resolve(target.inputs());
            for (Path old : files(inputs)) {
                if (isUnnamed(old)) {
                    Files.delete(old);
                }
            }
            List<Path> kept = files(inputs);
            int count = kept.size();
            long octets = 0;
            for (Path file : files(chosen)) {
                octets += Files.size(file);
                if (count == MOST_INPUTS || octets > MOST_OCTETS) {
                    break;
                }
                if (!isThere(file, kept)) {
                    Files.copy(file, inputs.resolve(file.getFileName().toString()));
                    count++;
                }
            }
            return count;
        } finally {
            for (Path file : files(chosen)) {
                Files.delete(file);
            }
            Files.delete(chosen);
        }
    }

    /// libFuzzer names inputs by their SHA-1.
    private static boolean isUnnamed(Path file) {
        return file.getFileName().toString().matches("[0-9a-f]{40}");
    }

    private static boolean isThere(Path file, List<Path> kept) throws IOException {
        for (Path other : kept) {
            if (Files.mismatch(file, other) < 0) {
                return true;
            }
        }
        return false;
    }

    /// Smallest first.
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted(
                            Comparator.comparingLong(Harvest::size)
                                    .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
