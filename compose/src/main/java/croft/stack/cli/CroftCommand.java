package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `croft`: the commands together.
@Command(
        name = "croft",
        description =
                "Hosts one person's corner of the internet: websites behind one TLS edge, from one file, croft.yml.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "  test        Run everything that CI runs (mvn verify).",
            "",
            "croft COMMAND --help tells more."
        })
public final class CroftCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private CroftCommand() {}

    /// Runs one command line.
    ///
    /// @return the exit code
    public static int execute(Context context, String... arguments) {
        return of(context).execute(arguments);
    }

    /// The command line with all commands and options.
    static CommandLine of(Context context) {
        Terminal terminal = context.terminal();
        var commandLine =
                new CommandLine(new CroftCommand())
                        .addSubcommand(new InitCommand(context))
                        .addSubcommand(new UpCommand(context))
                        .addSubcommand(new CheckCommand(context))
                        .addSubcommand(new StatusCommand(context))
                        .addSubcommand(new TrustCommand(context))
                        .addSubcommand(
                                new CommandLine(new CertsCommand(context))
                                        .addSubcommand(new CertsRenewCommand(context))
                                        .addSubcommand(new CertsRevokeCommand(context))
                                        .addSubcommand(new CertsRollAccountCommand(context))
                                        .addSubcommand(new CertsImportCommand(context))
                                        .addSubcommand(new CertsExportCommand(context)))
                        .addSubcommand(
                                new CommandLine(new DnsCommand())
                                        .addSubcommand(new DnsTestCommand(context)))
                        .addSubcommand(new DeployCommand(context))
                        .addSubcommand(new PromoteCommand(context))
                        .addSubcommand(new RollbackCommand(context))
                        .addSubcommand(
                                new CommandLine(new ReleasesCommand(context))
                                        .addSubcommand(new ReleasesTokenCommand(context)))
                        .addSubcommand(
                                new CommandLine(new WikiCommand(context))
                                        .addSubcommand(new WikiProblemsCommand(context))
                                        .addSubcommand(new WikiConflictsCommand(context))
                                        .addSubcommand(new WikiCompareCommand(context)))
                        .addSubcommand(
                                new CommandLine(new ChatCommand())
                                        .addSubcommand(new ChatStatusCommand(context))
                                        .addSubcommand(new ChatDeadCommand(context))
                                        .addSubcommand(new ChatRetryCommand(context))
                                        .addSubcommand(new ChatDropCommand(context))
                                        .addSubcommand(new ChatVerifyCommand(context)))
                        .addSubcommand(new LogsCommand(context))
                        .addSubcommand(new PurgeCommand(context))
                        .addSubcommand(new ExplainCommand(context))
                        .addSubcommand(
                                new CommandLine(new CacheCommand())
                                        .addSubcommand(new CacheTopCommand(context)))
                        .addSubcommand(new BenchCommand(context))
                        .addSubcommand(new DownCommand(context))
                        .addSubcommand(new PushCommand(context))
                        .addSubcommand(new UpgradeCommand(context))
                        .addSubcommand(new TrainCommand(context))
                        .addSubcommand(new ImagesCommand(context))
                        .addSubcommand(new SchemaCommand(context))
                        .addSubcommand(new FuzzCommand(context))
                        .addSubcommand(
                                new CommandLine(new SoakCommand())
                                        .addSubcommand(new SoakChatCommand(context)))
                        .addSubcommand(new CompletionCommand(context))
                        .addSubcommand(new VersionCommand(context))
                        .setOut(writer(terminal.out()))
                        .setErr(writer(terminal.err()))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        terminal.colours() ? Ansi.ON : Ansi.OFF))
                        .setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 110))
                        .setUsageHelpAutoWidth(false)
                        .setParameterExceptionHandler(
                                (problem, _) -> misunderstood(problem, terminal))
                        .setExecutionExceptionHandler((problem, _, _) -> failed(problem, terminal));
        commandLine.setSubcommandsCaseInsensitive(false);
        addHelp(commandLine);
        return commandLine;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static void addHelp(CommandLine commandLine) {
        commandLine
                .getCommandSpec()
                .addOption(
                        CommandLine.Model.OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("show this and end")
                                .build());
        commandLine.getSubcommands().values().forEach(CroftCommand::addHelp);
    }

    private static int misunderstood(ParameterException problem, Terminal terminal) {
        CommandLine at = problem.getCommandLine();
        terminal.complain(
                problem instanceof UnmatchedArgumentException unknown && at.getParent() == null
                        ? "\"" + unknown.getUnmatched().getFirst() + "\" is no command of croft"
                        : Objects.requireNonNullElse(problem.getMessage(), "cannot be understood")
                                .replaceFirst("^Error: ", ""));
        String command = at.getCommandSpec().qualifiedName();
        UnmatchedArgumentException.printSuggestions(problem, at.getErr());
        terminal.err().println("Try: " + command + " --help");
        return Exit.USAGE.code();
    }

    private static int failed(Exception problem, Terminal terminal) {
        if (problem instanceof CannotStart reason) {
            terminal.complain(reason.reason());
            return reason.exit().code();
        }
        terminal.complain("a fault of Croft's own; please report it with these lines:");
        problem.printStackTrace(terminal.err());
        return Exit.SOFTWARE.code();
    }
}
