package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A stack that runs: what a change of croft.yml needs for the first time is started too. All else
/// of a change is for the services, which read the file themselves; what is no longer needed goes
/// on until `croft down`.
///
/// The first look always counts as a change: a stack takes seconds to start, and the file may have
/// changed since its services were chosen.
final class GrowingStack {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path folder;
    private final Context context;
    private final Growth stack;
    private byte[] seen = {};

    GrowingStack(Path folder, Context context, Growth stack) {
        this.folder = folder;
        this.context = context;
        this.stack = stack;
    }

    /// Returns when the thread is interrupted.
    void attend() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            // what was waited for
        }
    }

    /// Starts what the file needs as it is now.
    void look() {
        byte[] now;
        try {
            now = Files.readAllBytes(folder.resolve("croft.yml"));
        } catch (IOException _) {
            return; // between two versions of the file
        }
        if (!Arrays.equals(now, seen)) {
            seen = now;
            grow();
        }
    }

    private void grow() {
        try {
            switch (Declared.in(folder, context)) {
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

    /// What a stack does with the services that it should have: it starts those that do not run.
    @FunctionalInterface
    interface Growth {
        void add(List<Service> services) throws IOException;
    }
}
