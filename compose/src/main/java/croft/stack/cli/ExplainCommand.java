package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft explain`: what the edge would do with a request, and why. It sends none.
@Command(
        name = "explain",
        description = {
            "Show what the edge would do with a request now, and why; nothing is sent to a backend.",
            "Route, certificate, cache key, what is stored, the decision, and how fresh it is."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "2:no such request can be", "69:nothing runs on the folder"})
final class ExplainCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "URL",
            description =
                    "such as https://blog.localhost/about; without a port: the one that visitors use")
    private String url = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "a field of the request, as in curl; may be repeated")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            defaultValue = "GET",
            description = "default: GET")
    private String method = "GET";

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    ExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        var question = new LinkedHashMap<String, Object>();
        question.put("method", method);
        question.put("url", WebAddress.of(url).toString());
        var fields = new ArrayList<List<String>>();
        for (String header : headers) {
            fields.add(field(header));
        }
        question.put("headers", fields);
        Json answer = ServiceControl.ofEdge(folder.in(context)).post("/control/explain", question);
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            new ExplainPage(answer, context.terminal()).print();
        }
        return Exit.DONE.code();
    }

    private static List<String> field(String header) throws CannotStart {
        int colon = header.indexOf(':');
        if (colon <= 0) {
            throw new CannotStart(
                    Exit.USAGE,
                    "--header: \""
                            + header.replaceAll("\\p{Cntrl}", "?")
                            + "\" has no name (expected: 'Name: value', such as 'Cookie: sid=1')");
        }
        return List.of(header.substring(0, colon), header.substring(colon + 1).strip());
    }
}
