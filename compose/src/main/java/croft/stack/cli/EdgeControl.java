package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The control API of a running edge (`docs/contracts/environment.md`), with the operator's token.
record EdgeControl(ManagementPort port, String token) {
    private static final String EDGE = "edge-proxy";
    private static final int LONGEST_REASON = 300;

    /// The edge of the stack that runs on a folder.
    ///
    /// @throws CannotStart if nothing runs there, or its edge does not
    static EdgeControl of(Path folder) throws IOException, CannotStart {
        RunningStack stack =
                RunningStack.on(folder).orElseThrow(() -> RunningStack.nothingRunsOn(folder));
        ProcessReport edge =
                stack.report()
                        .process(EDGE)
                        .filter(process -> process.managementPort().isPresent())
                        .orElseThrow(() ->
                                new CannotStart(
                                        Exit.UNAVAILABLE,
                                        EDGE
                                                + " of "
                                                + folder
                                                + " is not up; croft status tells more"));
        return new EdgeControl(
                new ManagementPort(edge.managementPort().orElseThrow()), stack.token());
    }

    Json get(String path) throws CannotStart {
        return ask(path, null);
    }

    Json post(String path, Object json) throws CannotStart {
        return ask(path, Json.write(json));
    }

    private Json ask(String path, @Nullable String json) throws CannotStart {
        ManagementPort.Answer answer;
        try {
            answer = json == null ? port.get(path, token) : port.post(path, token, json);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    EDGE + " does not answer (" + e.getMessage() + "); croft status tells more");
        }
        return switch (answer.status()) {
            case 200 -> read(answer.body());
            case 400 -> throw new CannotStart(Exit.USAGE, reason(answer.body()));
            case 404 ->
                    throw new CannotStart(
                            Exit.UNAVAILABLE,
                            "the edge-proxy that runs does not know this command (expected: one"
                                    + " of this version); croft down and croft up bring it up to"
                                    + " date");
            default ->
                    throw new CannotStart(
                            Exit.UNAVAILABLE,
                            EDGE + " answered " + answer.status() + ": " + reason(answer.body()));
        };
    }

    private static Json read(String body) throws CannotStart {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, EDGE + " answered what is not JSON: " + e.getMessage());
        }
    }

    /// One line, without what would move the cursor.
    private static String reason(String body) {
        String line = body.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
