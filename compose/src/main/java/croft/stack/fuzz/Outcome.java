package croft.stack.fuzz;

import java.nio.file.Path;

/// What came of fuzzing one target.
public sealed interface Outcome {
    /// Nothing was found.
    record Clean(Effort effort) implements Outcome {}

    /// An input breaks what the target promises.
    ///
    /// @param reason the failure, in a line
    /// @param reproducer the input
    record Found(Effort effort, String reason, Path reproducer) implements Outcome {}

    /// The fuzzer itself did not run to its end.
    record Broken(String reason) implements Outcome {}

    /// How hard it was tried.
    ///
    /// @param inputs that were tried
    /// @param coverage edges of the code that inputs have reached
    /// @param corpus inputs that each reach something that no other does
    record Effort(long inputs, int coverage, int corpus) {}
}
