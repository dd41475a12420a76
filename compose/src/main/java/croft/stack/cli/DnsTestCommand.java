package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft dns test`: whether records can be written where croft.yml says, before a certificate
/// depends on it.
@Command(
        name = "test",
        description = {
            "Write a harmless record into a zone, see it at every authoritative server, and delete it.",
            "With the provider and the secret that croft.yml names."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of it worked",
            "1:a step failed; which, and what to do, is printed",
            "2:croft.yml names no such provider",
            "69:nothing runs on the folder"
        })
final class DnsTestCommand implements Callable<Integer> {
    /// Looking more often tells nobody more.
    private static final int PAUSE_MILLIS = 250;

    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "PROVIDER|HOST",
            description = "such as luadns, or the host of a site, whose provider is meant")
    private String of = "";

    @Parameters(index = "1", paramLabel = "ZONE", description = "such as example.net")
    private String zone = "";

    @Option(names = "--json", description = "for programs; printed when it has ended")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    DnsTestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        ServiceControl control = ServiceControl.ofCertManager(folder.in(context));
        Json begun = control.post("/control/dns/test", Map.of("of", of, "zone", zone));
        String progress = "/control/dns/test/" + begun.get("trial").text("");
        Json now = control.get(progress);
        int shown = show(now, 0);
        while (!now.get("ended").isTrue()) {
            pause();
            now = control.get(progress);
            shown = show(now, shown);
        }
        if (json) {
            context.terminal().out().print(Json.write(now.raw()));
        }
        List<Json> steps = now.get("steps").elements();
        return !steps.isEmpty() && steps.stream().allMatch(step -> step.get("done").isTrue())
                ? Exit.DONE.code()
                : Exit.MISTAKES.code();
    }

    /// The steps that were not shown yet.
    private int show(Json progress, int shown) {
        List<Json> steps = progress.get("steps").elements();
        if (!json) {
            Terminal terminal = context.terminal();
            for (Json step : steps.subList(shown, steps.size())) {
                boolean done = step.get("done").isTrue();
                terminal.out()
                        .println(
                                (done ? terminal.good("done  ") : terminal.bad("not   "))
                                        + said(step.get("what"))
                                        + " ("
                                        + Seconds.of(
                                                Duration.ofMillis(
                                                        step.get("milliseconds").number(0)))
                                        + "): "
                                        + said(step.get("said")));
                if (!step.get("remedy").isAbsent()) {
                    terminal.out().println("      Remedy: " + said(step.get("remedy")));
                }
            }
        }
        return steps.size();
    }

    private static void pause() throws InterruptedException {
        var _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String said(Json text) {
        return Terminal.plain(text.text(""));
    }
}
