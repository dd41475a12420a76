package croft.stack.cli;

import croft.stack.report.Exit;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `croft completion`: a script that lets a shell complete commands and options.
@Command(
        name = "completion",
        description =
                "Print a completion script for bash or zsh; try it with: . <(./croft completion bash)")
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.bash;

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        // One script serves both: for zsh it switches on zsh's own understanding of bash
        // completions.
        String script =
                AutoComplete.bash("croft", Objects.requireNonNull(spec.root()).commandLine());
        context.terminal().out().println("# Completion of croft for " + shell);
        context.terminal().out().print(script);
        return Exit.DONE.code();
    }

    /// Shells with completion, named as they are typed.
    enum Shell {
        bash,
        zsh
    }
}
