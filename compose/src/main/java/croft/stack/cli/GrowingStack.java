package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Order;
import croft.stack.launch.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A stack that runs: what a change of croft.yml needs for the first time is started too. All else
/// of a change is for the services, which read the file themselves; what is no longer needed goes
/// on until `croft down`.
record GrowingStack(Order order, Stack stack, Context context) {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Returns when the thread is interrupted.
    void attend() {
        Optional<FileTime> seen = modified();
        try {
            while (true) {
                Thread.sleep(LOOK);
                Optional<FileTime> now = modified();
                if (now.isPresent() && !now.equals(seen)) {
                    seen = now;
                    grow();
                }
            }
        } catch (InterruptedException _) {
            // what was waited for
        }
    }

    private Optional<FileTime> modified() {
        try {
            return Optional.of(Files.getLastModifiedTime(order.declaration()));
        } catch (IOException _) {
            return Optional.empty(); // between two versions of the file
        }
    }

    private void grow() {
        try {
            switch (Declared.in(order.folder(), context)) {
                case Reading.Accepted(Declaration accepted, _) ->
                        stack.add(context.services().in(context.installation(), accepted));
                case Reading.Rejected(List<Mistake> _) -> {} // croft status tells
            }
        } catch (CannotStart e) {
            context.terminal().err().println("croft: " + e.getMessage());
        } catch (IOException e) {
            context.terminal().err().println("croft: croft.yml: " + e.getMessage());
        }
    }
}
