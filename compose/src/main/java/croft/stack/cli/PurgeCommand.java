package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft purge`: makes the edge ask again for what it has stored, or forget it.
@Command(
        name = "purge",
        description = {
            "Make stored answers stale: the edge validates them before it uses them again.",
            "What a publication changes, the edge drops by itself; this is for applications that do"
                    + " not tell."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, be it that nothing was stored",
            "2:no such URL, host or key can be",
            "69:nothing runs on the folder"
        })
final class PurgeCommand implements Callable<Integer> {
    private final Context context;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--hard",
            description = "drop them: they do not even stand in for a backend that fails")
    private boolean hard;

    @Option(names = "--json", description = "for programs: {\"purged\": 3}")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    PurgeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Map<String, Object> order = what.order();
        order.put("hard", hard);
        Json answer = ServiceControl.ofEdge(folder.in(context)).post("/control/cache/purge", order);
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            context.terminal().out().println(said(answer.get("purged").number(0)));
        }
        return Exit.DONE.code();
    }

    private String said(long purged) {
        if (purged == 0) {
            return "Nothing was stored of " + what;
        }
        String answers = Counted.of(purged, "stored answer");
        return hard
                ? "Dropped " + answers + " of " + what
                : "Made " + answers + " of " + what + " stale";
    }

    /// Which answers; exactly one of these.
    static final class What {
        @Nullable
        @Parameters(arity = "0..1", paramLabel = "URL", description = "this URL, as --url")
        private String positional;

        @Nullable
        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "this URL: path and query, in all its variants")
        private String url;

        @Nullable
        @Option(
                names = "--prefix",
                paramLabel = "URL",
                description = "every URL that begins so, such as https://blog.localhost/2026/")
        private String prefix;

        @Nullable
        @Option(names = "--host", paramLabel = "HOST", description = "everything of a host")
        private String host;

        @Nullable
        @Option(
                names = "--key",
                paramLabel = "KEY",
                description =
                        "what carries a surrogate key or cache group, such as"
                                + " site:blog.localhost; may be repeated")
        private List<String> keys;

        @Option(names = "--all", description = "everything")
        private boolean all;

        /// The body of the request, to be added to.
        Map<String, Object> order() throws CannotStart {
            var order = new LinkedHashMap<String, Object>();
            if (all) {
                order.put("all", true);
            } else if (keys != null) {
                order.put("keys", keys);
            } else if (host != null) {
                order.put("host", WebAddress.of(host).host());
            } else if (prefix != null) {
                order.put("prefix", WebAddress.of(prefix).toString());
            } else {
                order.put("url", WebAddress.of(exact()).toString());
            }
            return order;
        }

        private String exact() {
            return url != null ? url : Objects.requireNonNullElse(positional, "");
        }

        @Override
        public String toString() {
            if (all) {
                return "all sites";
            } else if (keys != null) {
                return String.join(", ", keys);
            } else if (host != null) {
                return host;
            }
            return prefix != null ? prefix + "…" : exact();
        }
    }
}
