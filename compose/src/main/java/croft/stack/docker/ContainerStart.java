package croft.stack.docker;

import croft.platform.declaration.Declaration;
import croft.stack.launch.CannotStart;
import croft.stack.launch.GeneratedSecrets;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts a folder's stack in containers, or brings one that runs up to date.
///
/// @param declaration what croft.yml says, which has been checked
public record ContainerStart(
        OperatorFolder folder, Declaration declaration, Progress progress, InstantSource clock) {
    /// Looks for all that could be missing, then starts and waits.
    ///
    /// @return which services are not up and why, by name; empty if all is well
    /// @throws CannotStart if nothing was started
    public Map<String, String> start() throws IOException, InterruptedException, CannotStart {
        folder.written();
        var engine = Engine.running();
        var compose = Compose.in(folder);
        renewSecrets();
        Blueprint blueprint = compose.blueprint();
        var shortcomings = new Shortcomings(folder, engine, blueprint);
        List<Container> containers = engine.containers(folder.project());
        shortcomings.requireOurs(containers);
        shortcomings.requireReadable();
        shortcomings.requireSecrets();
        shortcomings.requireImages(blueprint.images(), progress::say);
        shortcomings.requirePorts(containers);
        Map<String, String> down =
                new Startup(folder, engine, compose, progress, clock)
                        .start(blueprint.parts().keySet());
        copyAuthority();
        return down;
    }

    private void renewSecrets() throws IOException {
        Path secrets = folder.data().secrets();
        if (Files.isDirectory(secrets)) {
            new GeneratedSecrets(secrets).openToContainers();
        }
        NamedSecrets named = NamedSecrets.of(declaration, secrets);
        named.write(folder);
        List<String> missing = named.missing(secrets);
        if (!missing.isEmpty()) {
            progress.say(
                    "croft.yml names secrets that are not there yet: " + String.join(", ", missing),
                    "  put them into " + secrets + ", and run croft up --docker again");
        }
    }

    /// For `croft trust`, where it is without containers too.
    private void copyAuthority() throws IOException, InterruptedException, CannotStart {
        Optional<ContainerStack> stack = ContainerStack.on(folder.path());
        if (stack.isPresent()) {
            AuthorityCopy.take(stack.get(), folder);
        }
    }
}
