package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The control API of a running service (`docs/contracts/environment.md`), with the operator's
/// token.
record ServiceControl(String service, ManagementPort port, String token) {
    private static final int LONGEST_REASON = 500;

    /// The edge of the stack that runs on a folder.
    ///
    /// @throws CannotStart if nothing runs there, or its edge does not
    static ServiceControl ofEdge(Path folder)
            throws IOException, InterruptedException, CannotStart {
        return of("edge-proxy", folder);
    }

    /// The same of cert-manager.
    static ServiceControl ofCertManager(Path folder)
            throws IOException, InterruptedException, CannotStart {
        return of("cert-manager", folder);
    }

    /// The same of static-site.
    static ServiceControl ofStaticSite(Path folder)
            throws IOException, InterruptedException, CannotStart {
        return of("static-site", folder);
    }

    /// The same of wiki-pkb, which runs only where croft.yml has a wiki.
    static ServiceControl ofWiki(Path folder)
            throws IOException, InterruptedException, CannotStart {
        return of("wiki-pkb", folder);
    }

    /// The same of chat-bridge, which runs only where croft.yml says something of chats.
    static ServiceControl ofChatBridge(Path folder)
            throws IOException, InterruptedException, CannotStart {
        return of("chat-bridge", folder);
    }

    private static ServiceControl of(String service, Path folder)
            throws IOException, InterruptedException, CannotStart {
        RunningStack stack =
                RunningStack.on(folder).orElseThrow(() -> RunningStack.nothingRunsOn(folder));
        ManagementPort port =
                stack.management(service)
                        .orElseThrow(() ->
                                new CannotStart(
                                        Exit.UNAVAILABLE,
                                        service
                                                + " of "
                                                + folder
                                                + " is not up; croft status tells more"));
        return new ServiceControl(service, port, stack.token());
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
                    service + " does not answer (" + e.getMessage() + "); croft status tells more");
        }
        return switch (answer.status()) {
            case 200 -> read(answer.body());
            case 400 -> throw new CannotStart(Exit.USAGE, reason(answer.body()));
            case 409 -> throw new CannotStart(Exit.MISTAKES, reason(answer.body()));
            case 404 ->
                    throw new CannotStart(
                            Exit.UNAVAILABLE,
                            "the "
                                    + service
                                    + " that runs does not know this command (expected: one"
                                    + " of this version); croft down and croft up, or in"
                                    + " containers croft upgrade, bring it up to date");
            default ->
                    throw new CannotStart(
                            Exit.UNAVAILABLE,
                            service
                                    + " answered "
                                    + answer.status()
                                    + ": "
                                    + reason(answer.body()));
        };
    }

    private Json read(String body) throws CannotStart {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, service + " answered what is not JSON: " + e.getMessage());
        }
    }

    /// One line, without what would move the cursor.
    private static String reason(String body) {
        String line = body.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
