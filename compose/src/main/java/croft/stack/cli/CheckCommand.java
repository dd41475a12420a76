package croft.stack.cli;

import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft check`: validates croft.yml and starts nothing.
@Command(
        name = "check",
        description =
                "Check croft.yml without starting anything: every mistake as file:line:column.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no mistakes", "1:mistakes", "66:no croft.yml"})
final class CheckCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    @Option(
            names = "--json",
            description = "for programs: {\"ok\", \"mistakes\": [{\"file\", \"line\", …}]}")
    private boolean json;

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart {
        Path path = folder.in(context);
        List<Mistake> mistakes =
                switch (Declared.in(path, context)) {
                    case Reading.Accepted _ -> List.of();
                    case Reading.Rejected(List<Mistake> found) -> found;
                };
        if (json) {
            context.terminal().out().print(Json.write(json(mistakes)));
        } else if (mistakes.isEmpty()) {
            context.terminal().out().println(path.resolve("croft.yml") + ": no mistakes");
        } else {
            mistakes.forEach(context.terminal().out()::println);
        }
        return mistakes.isEmpty() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    private static Map<String, @Nullable Object> json(List<Mistake> mistakes) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("ok", mistakes.isEmpty());
        json.put("mistakes", mistakes.stream().map(CheckCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Mistake mistake) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("file", mistake.file());
        json.put("line", mistake.line());
        json.put("column", mistake.column());
        json.put("path", mistake.path());
        json.put("problem", mistake.problem());
        return json;
    }
}
