package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A question about one wiki or all of the stack, whose answer is a list that is best empty.
final class WikiQuestion {
    @Parameters(arity = "0..1", paramLabel = "HOST", description = "the wiki; default: all")
    private @Nullable String host;

    @Option(names = "--json", description = "for programs: the answers by host")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    /// Asks and prints.
    ///
    /// @param question the last segment of the control API's path
    /// @param list the member of an answer that is best empty
    /// @param print shows an answer to people
    /// @return the exit code
    int ask(Context context, String question, String list, Consumer<Json> print)
            throws CannotStart, IOException, InterruptedException {
        Map<String, Json> answers = answers(ServiceControl.ofWiki(folder.in(context)), question);
        if (json) {
            var all = new LinkedHashMap<String, @Nullable Object>();
            answers.forEach((of, answer) -> all.put(of, answer.raw()));
            context.terminal().out().print(Json.write(all));
        } else {
            answers.forEach((of, answer) -> {
                if (answers.size() > 1) {
                    context.terminal().out().println(context.terminal().bold(of));
                }
                print.accept(answer);
            });
        }
        return answers.values().stream().allMatch(answer -> answer.get(list).elements().isEmpty())
                ? Exit.DONE.code()
                : Exit.MISTAKES.code();
    }

    private Map<String, Json> answers(ServiceControl control, String question) throws CannotStart {
        var answers = new LinkedHashMap<String, Json>();
        if (host != null) {
            answers.put(host, answer(control, host, question));
            return answers;
        }
        for (Json wiki : control.get("/control/wikis").get("wikis").elements()) {
            String each = wiki.get("host").text("");
            answers.put(each, answer(control, each, question));
        }
        return answers;
    }

    private static Json answer(ServiceControl control, String host, String question)
            throws CannotStart {
        return control.get("/control/wikis/" + DeployApi.segment(host) + "/" + question);
    }
}
