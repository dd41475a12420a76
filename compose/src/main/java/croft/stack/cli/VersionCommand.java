package croft.stack.cli;

import croft.stack.report.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `croft version`: what a report of a fault should name.
@Command(name = "version", description = "Print the versions of Croft, its PostgreSQL and the JDK.")
final class VersionCommand implements Callable<Integer> {
    private final Context context;

    VersionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.terminal().out().println("croft " + context.version().croft());
        context.terminal().out().println("postgres " + context.version().postgres());
        context.terminal()
                .out()
                .println("java " + Runtime.version() + " " + System.getProperty("java.home"));
        return Exit.DONE.code();
    }
}
