package croft.stack.images;

import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Docker engine, by its command.
record Docker(Program program) {
    /// A label of an image, empty if it has no such label; nothing if there is no such image.
    Optional<String> label(String tag, String label)
            throws IOException, InterruptedException, CannotStart {
        String answer =
                program.ask(
                        List.of(
                                "docker",
                                "image",
                                "inspect",
                                "--format",
                                "={{index .Config.Labels \"" + label + "\"}}",
                                tag));
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer.substring(1));
    }

    /// The size of an image in octets, with what it shares with others.
    long size(String tag) throws IOException, InterruptedException, CannotStart {
        String answer =
                program.ask(List.of("docker", "image", "inspect", "--format", "{{.Size}}", tag));
        return answer.isEmpty() ? 0 : Long.parseLong(answer);
    }

    /// Builds an image from a Dockerfile.
    ///
    /// @param context the folder with all that the Dockerfile takes
    void build(String tag, Path context, String dockerfile, Map<String, String> arguments)
            throws IOException, InterruptedException, CannotStart {
        var command = new ArrayList<>(List.of("docker", "build", "--tag", tag));
        command.addAll(List.of("--file", context.resolve(dockerfile).toString()));
        arguments.forEach(
                (name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        command.add(context.toString());
        program.run("docker build of " + tag, command);
    }
}
