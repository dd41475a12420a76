package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a command about releases goes: to the stack that runs on a folder here, or to a server
/// elsewhere.
final class DeployAccess {
    private static final int SHORT_LIFE = 2;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "a server elsewhere: the address of the site, https://HOST")
    private @Nullable URI to;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "the token for a server elsewhere, as croft releases token printed it")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trust this authority's certificate, PEM, and no other")
    private @Nullable Path authority;

    @Mixin private FolderOption folder = new FolderOption();

    /// Opens the way to a project; the caller closes it.
    DeployApi open(Context context, String project)
            throws CannotStart, IOException, InterruptedException {
        return to != null ? elsewhere(to) : here(context, project);
    }

    private DeployApi elsewhere(URI site) throws CannotStart {
        if (site.getHost() == null || !"https".equals(site.getScheme())) {
            throw new CannotStart(
                    Exit.USAGE, "--to: " + site + " (expected: https://HOST, without a path)");
        }
        if (tokenFile == null) {
            throw new CannotStart(
                    Exit.USAGE,
                    "--token-file: missing (expected: the file that holds the token; croft releases"
                            + " token NAME makes one, on the server)");
        }
        try {
            return DeployApi.elsewhere(
                    URI.create("https://" + site.getRawAuthority()),
                    Files.readString(tokenFile).strip(),
                    authority);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.NO_INPUT, "cannot be read: " + e.getMessage() + " (expected: a file)");
        }
    }

    /// With a token that is made for this command, and revoked at its end.
    private DeployApi here(Context context, String project)
            throws CannotStart, IOException, InterruptedException {
        Path stack = folder.in(context);
        ServiceControl control = ServiceControl.ofStaticSite(stack);
        String path = "/control/releases/" + DeployApi.segment(project);
        Json known = control.get(path);
        if (known.get("hosts").elements().isEmpty()) {
            throw new CannotStart(
                    Exit.MISTAKES,
                    "no site of croft.yml serves the releases of "
                            + project
                            + " (expected: static: { releases: "
                            + project
                            + " })");
        }
        int port = (int) control.get("/status").get("detail").get("traffic").number(0);
        Json token = control.post(path + "/tokens", Map.of("label", "croft", "hours", SHORT_LIFE));
        String host = known.get("hosts").elements().getFirst().text("");
        RunningStack running =
                RunningStack.on(stack).orElseThrow(() -> RunningStack.nothingRunsOn(stack));
        int edge = running.report().httpsPort();
        return DeployApi.here(
                running.address("static-site"),
                port,
                host + (edge == 443 ? "" : ":" + edge),
                token.get("secret").text(""),
                () ->
                        control.post(
                                path + "/tokens/revoke",
                                Map.of("token", token.get("id").text(""))));
    }
}
