package croft.stack.cli;

import croft.platform.declaration.Reading;
import croft.stack.docker.NamedSecrets;
import croft.stack.docker.NewFolder;
import croft.stack.docker.OperatorFolder;
import croft.stack.docker.Profile;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft init`: writes what an operator's folder lacks.
@Command(
        name = "init",
        description = {
            "Write what is missing of a folder for croft up and croft up --docker: croft.yml to start from, Compose"
                    + " files, .env, secrets.",
            "What is there is left as it is; only compose.secrets.yaml is made of croft.yml each time."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is there",
            "1:croft.yml, which was there, has mistakes",
            "2:no such profile",
            "73:the folder cannot be written"
        })
final class InitCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "made where it is missing; default: the current folder")
    private @Nullable Path folder;

    @Option(
            names = "--profiles",
            paramLabel = "PROFILE[,PROFILE]",
            split = ",",
            defaultValue = "wiki",
            description =
                    "what the stack has beside websites: wiki, chat, sync, app, or none; default: wiki")
    private List<String> profiles = new ArrayList<>();

    @Option(names = "--small", description = "for a server of 1 GB")
    private boolean small;

    @Option(
            names = "--production",
            description = "for the real server: ports 80 and 443, and back after a restart")
    private boolean production;

    InitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        Path path =
                folder == null
                        ? context.workingFolder()
                        : context.workingFolder().resolve(folder).normalize();
        var operators = new OperatorFolder(path);
        boolean hadEnv = operators.isWritten();
        List<String> written =
                new NewFolder(operators, profiles(), small, production, context.version().croft())
                        .write();
        PrintStream out = context.terminal().out();
        out.println(
                written.isEmpty()
                        ? path + ": all is there"
                        : path + ": wrote " + String.join(", ", written));
        if (hadEnv && (small || production)) {
            out.println(
                    ".env was there and is left as it is; change there what should be different");
        }
        return switch (Declared.in(path, context)) {
            case Reading.Accepted(var declaration, _) -> {
                Path secrets = operators.data().secrets();
                NamedSecrets named = NamedSecrets.of(declaration, secrets);
                if (named.write(operators)) {
                    out.println("compose.secrets.yaml: made of croft.yml");
                }
                named.missing(secrets)
                        .forEach(secret ->
                                out.println(
                                        "secret "
                                                + secret
                                                + " is not there yet: put it into "
                                                + secrets));
                if (!written.isEmpty()) {
                    out.println("Start it with: croft up --docker " + path);
                }
                yield Exit.DONE.code();
            }
            case Reading.Rejected(var mistakes) -> {
                mistakes.forEach(context.terminal().err()::println);
                throw new CannotStart(
                        Exit.MISTAKES,
                        "croft.yml has mistakes; compose.secrets.yaml was not made of it");
            }
        };
    }

    private Set<Profile> profiles() throws CannotStart {
        var wanted = EnumSet.noneOf(Profile.class);
        for (String word : profiles) {
            if (!word.isBlank() && !word.strip().equals("none")) {
                Optional<Profile> profile = Profile.of(word.strip());
                wanted.add(
                        profile.orElseThrow(() ->
                                new CannotStart(
                                        Exit.USAGE,
                                        "--profiles: "
                                                + word
                                                + " (expected: wiki, chat, sync, app or none)")));
            }
        }
        return wanted;
    }
}
