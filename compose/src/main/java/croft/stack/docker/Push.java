package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Sends the images of a folder's stack to a registry, and writes down which they are by their
/// digests: whoever starts the folder then gets these and no others, whatever happens to names.
///
/// @param registry such as `registry.example.net:5000`, or one with a path
public record Push(OperatorFolder folder, String registry, Progress progress) {
    private static final Pattern DIGEST = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

    /// A host, with a port or a path if need be.
    private static final Pattern REGISTRY =
            Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9._/-]+)?");

    /// Sends them.
    ///
    /// @return by service, what it runs from now on
    /// @throws CannotStart if an image is missing, or the registry does not take one
    public SortedMap<String, String> run() throws IOException, InterruptedException, CannotStart {
        folder.written();
        if (!REGISTRY.matcher(registry).matches()) {
            throw new CannotStart(
                    Exit.USAGE,
                    registry
                            + " is not a registry (expected: such as registry.example.net:5000, or"
                            + " ghcr.io/you)");
        }
        var engine = Engine.running();
        Blueprint blueprint =
                Compose.in(folder).with("COMPOSE_FILE", filesWithoutImages()).blueprint();
        new Shortcomings(folder, engine, blueprint)
                .requireImages(blueprint.images(), progress::say);
        Map<String, String> sent = new HashMap<>();
        for (String image : blueprint.images()) {
            sent.put(image, send(engine, image));
        }
        var images = new TreeMap<String, String>();
        blueprint
                .parts()
                .forEach((service, part) ->
                        images.put(service, sent.getOrDefault(part.image(), part.image())));
        remember(images);
        return images;
    }

    /// @return its name by digest
    private String send(Engine engine, String image)
            throws IOException, InterruptedException, CannotStart {
        String name = registry + "/" + lastPart(image);
        progress.begin(name);
        require(engine.ask("tag", image, name), name);
        Run.Ended pushed = engine.transfer("push", name);
        require(pushed, name);
        progress.end(name);
        Matcher digest = DIGEST.matcher(pushed.out());
        if (!digest.find()) {
            throw new CannotStart(Exit.SOFTWARE, "docker push " + name + " told no digest");
        }
        return withoutTag(name) + "@" + digest.group(1);
    }

    private void require(Run.Ended ended, String name) throws CannotStart {
        if (!ended.ok()) {
            String why = ended.lastWords().orElse("it does not say why");
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    name
                            + " cannot be sent: "
                            + why
                            + (why.contains("denied") || why.contains("unauthorized")
                                    ? "; log in first: docker login " + registry
                                    : ""));
        }
    }

    /// `croft/edge-proxy:1` is `edge-proxy:1`.
    static String lastPart(String image) {
        return image.substring(image.lastIndexOf('/') + 1);
    }

    private static String withoutTag(String name) {
        return name.substring(
                0,
                name.lastIndexOf(':') > name.lastIndexOf('/')
                        ? name.lastIndexOf(':')
                        : name.length());
    }

    private List<String> files() throws IOException {
        return Arrays.asList(
                folder.env().get("COMPOSE_FILE").orElse(OperatorFolder.COMPOSE).split(":", -1));
    }

    private String filesWithoutImages() throws IOException {
        return files().stream()
                .filter(file -> !file.equals(OperatorFolder.IMAGES))
                .collect(Collectors.joining(":"));
    }

    private void remember(SortedMap<String, String> images) throws IOException {
        Files.writeString(
                folder.path().resolve(OperatorFolder.IMAGES),
                ImageFile.of(
                        """
                        # Which images the stack runs, by their digests: written by croft push.
                        # Without this file in COMPOSE_FILE (.env), CROFT_VERSION decides.
                        """,
                        images));
        if (!files().contains(OperatorFolder.IMAGES)) {
            folder.env()
                    .with("COMPOSE_FILE", String.join(":", files()) + ":" + OperatorFolder.IMAGES)
                    .write(folder.envFile());
        }
    }
}
