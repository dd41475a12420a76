package croft.chat.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/// Runs a [Soak] on its own: what `croft soak chat` starts.
///
/// Arguments: how many messages, how many kills and cuts, the seed, `text` or `json`. The report
/// goes to standard output, the progress to standard error. It ends with 0 if nothing was wrong, 1
/// if something was, 70 if the run did not come to its end.
final class SoakProgram {
    private SoakProgram() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        Consumer<String> progress = System.err::println;
        PrintStream out = System.out;
        // What the servers of the run log is not asked for here.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try (Soak soak =
                new Soak(
                        Long.parseLong(arguments.get(2)),
                        Integer.parseInt(arguments.get(0)),
                        Integer.parseInt(arguments.get(1)),
                        progress)) {
            // Whoever ends this program ends what it started.
            Runtime.getRuntime().addShutdownHook(new Thread(soak::end));
            Report report = soak.run();
            out.println(
                    arguments.get(3).equals("json")
                            ? report.json()
                            : report.text().stripTrailing());
            return report.isFlawless() ? 0 : 1;
        } catch (Exception | AssertionError e) {
            progress.accept("the run did not come to its end: " + e);
            return 70;
        }
    }
}
