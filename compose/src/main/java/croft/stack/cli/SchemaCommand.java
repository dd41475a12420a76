package croft.stack.cli;

import croft.platform.declaration.JsonSchema;
import croft.stack.report.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `croft schema`: what an editor needs to complete and check croft.yml.
@Command(name = "schema", description = "Print the JSON Schema of croft.yml, for editors.")
final class SchemaCommand implements Callable<Integer> {
    private final Context context;

    SchemaCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.terminal().out().print(JsonSchema.text());
        return Exit.DONE.code();
    }
}
