package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Brings a stack that runs to another version: images, migrations, then one service after the
/// other, each healthy before the next, the edge last. If one does not become healthy, all that
/// were replaced go back to what ran.
///
/// `.env` names the new version only when all is done, so whatever ends in between, Compose still
/// knows how to get back.
///
/// @param version of the images
public record Upgrade(
        OperatorFolder folder, String version, Progress progress, InstantSource clock) {
    static final String VERSION = "CROFT_VERSION";

    /// Whether migrations may find a schema that is newer than they are
    /// (`docs/contracts/environment.md`).
    static final String NEWER_SCHEMA = "CROFT_NEWER_SCHEMA";

    /// Those after them depend on them, and visitors on the last.
    private static final List<String> FIRST = List.of("db", Startup.MIGRATE);

    private static final String LAST = "edge-proxy";

    /// How it went.
    public sealed interface Outcome {
        /// All images are those that run.
        record Nothing() implements Outcome {}

        /// Every one of these was replaced, in this order.
        record Replaced(List<String> services) implements Outcome {}

        /// One did not come up, and what ran before runs again.
        ///
        /// @param why of that one
        /// @param notBack those that did not come up with their previous image either, with the
        ///   reason
        record WentBack(String service, String why, Map<String, String> notBack)
                implements Outcome {}
    }

    /// Upgrades.
    ///
    /// @throws CannotStart if nothing was changed
    public Outcome run() throws IOException, InterruptedException, CannotStart {
        folder.written();
        var engine = Engine.running();
        Compose compose = Compose.in(folder).with(VERSION, version);
        Blueprint blueprint = compose.blueprint();
        Map<String, Container> running = running(engine);
        var shortcomings = new Shortcomings(folder, engine, blueprint);
        shortcomings.requireSecrets();
        shortcomings.requireImages(blueprint.images(), progress::say);
        List<String> changed = changed(engine, blueprint, running);
        if (changed.isEmpty()) {
            requireNotPinned(compose);
            remember();
            return new Outcome.Nothing();
        }
        var startup = new Startup(folder, engine, compose, progress, clock);
        var replaced = new ArrayList<String>();
        for (String service : changed) {
            replaced.add(service);
            Optional<String> failure = replace(startup, service);
            if (failure.isPresent()) {
                return goBack(engine, compose, running, replaced, failure.get());
            }
        }
        remember();
        return new Outcome.Replaced(replaced);
    }

    private Map<String, Container> running(Engine engine)
            throws IOException, InterruptedException, CannotStart {
        Map<String, Container> running = Startup.byService(engine.containers(folder.project()));
        if (running.values().stream().noneMatch(container -> container.pid() != 0)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "no container of "
                            + folder.path()
                            + " runs (expected: a stack to upgrade); start it with: croft up"
                            + " --docker "
                            + folder.path());
        }
        return running;
    }

    /// With images by digest the version means nothing.
    private void requireNotPinned(Compose compose) throws IOException, CannotStart {
        if (compose.files().contains(OperatorFolder.IMAGES)
                && !folder.env().get(VERSION).orElse("").equals(version)) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    OperatorFolder.IMAGES
                            + " says which images run, whatever the version (expected: the new"
                            + " ones in it); croft push writes it anew");
        }
    }

    /// In the order in which they are replaced.
    private static List<String> changed(
            Engine engine, Blueprint blueprint, Map<String, Container> running)
            throws IOException, InterruptedException, CannotStart {
        var changed = new ArrayList<String>();
        for (Map.Entry<String, Blueprint.Part> part : blueprint.parts().entrySet()) {
            Container container = running.get(part.getKey());
            String image = part.getValue().image();
            if (container == null
                    || !container.image().equals(image)
                    || !engine.imageId(image).orElse("").equals(container.imageId())) {
                changed.add(part.getKey());
            }
        }
        changed.sort(Comparator.comparingInt(Upgrade::turn).thenComparing(name -> name));
        return changed;
    }

    private static int turn(String service) {
        int first = FIRST.indexOf(service);
        return first >= 0 ? first : service.equals(LAST) ? FIRST.size() + 1 : FIRST.size();
    }

    /// @return why it is not up; empty if it is
    private Optional<String> replace(Startup startup, String service)
            throws IOException, InterruptedException, CannotStart {
        progress.begin(service);
        Run.Ended told = startup.compose().tell("up", "--detach", "--no-deps", service);
        if (!told.ok()) {
            progress.drop(service);
            return Optional.of(told.lastWords().orElse("Compose could not start it"));
        }
        Map<String, String> down =
                startup.await(folder.project(), Set.of(service), new HashSet<>());
        if (down.isEmpty()) {
            return Optional.empty();
        }
        progress.drop(service);
        return Optional.ofNullable(down.get(service));
    }

    private Outcome goBack(
            Engine engine,
            Compose compose,
            Map<String, Container> before,
            List<String> replaced,
            String why)
            throws IOException, InterruptedException, CannotStart {
        String failed = replaced.getLast();
        progress.say(failed + " does not come up; going back to what ran");
        if (replaced.contains(Startup.MIGRATE)) {
            allowNewerSchema();
        }
        for (String service : replaced) {
            nameAgain(engine, before.get(service));
        }
        Path previous = write(before, replaced);
        Compose back =
                new Compose(folder, compose.program(), Map.of())
                        .with("COMPOSE_FILE", compose.files() + ":" + previous);
        var startup = new Startup(folder, engine, back, progress, clock);
        var notBack = new TreeMap<String, String>();
        for (String service : replaced.reversed()) {
            if (before.containsKey(service)) {
                replace(startup, service).ifPresent(reason -> notBack.put(service, reason));
            }
        }
        return new Outcome.WentBack(failed, why, notBack);
    }

    /// The schema stays, and so the migrations of the version before find one that they do not
    /// know.
    private void allowNewerSchema() throws IOException {
        folder.env().with(NEWER_SCHEMA, "accept").write(folder.envFile());
    }

    /// An image that was built anew under the same name took the name with it.
    private static void nameAgain(Engine engine, @Nullable Container old)
            throws IOException, InterruptedException, CannotStart {
        if (old != null
                && !old.image().contains("@")
                && !engine.imageId(old.image()).orElse("").equals(old.imageId())) {
            engine.ask("tag", old.imageId(), old.image());
        }
    }

    /// The images that ran, for Compose.
    private Path write(Map<String, Container> before, List<String> services) throws IOException {
        Path file = folder.data().path().resolve("run").resolve("previous-images.yaml");
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "in the folder"));
        Files.writeString(
                file,
                ImageFile.of(
                        "# What ran before an upgrade that failed.\n",
                        services.stream()
                                .filter(before::containsKey)
                                .collect(
                                        TreeMap::new,
                                        (images, service) ->
                                                images.put(service, imageOf(before, service)),
                                        TreeMap::putAll)));
        return file;
    }

    private static String imageOf(Map<String, Container> containers, String service) {
        return Objects.requireNonNull(containers.get(service), service).image();
    }

    private void remember() throws IOException {
        EnvFile env = folder.env();
        EnvFile now = env.with(VERSION, version);
        if (env.get(NEWER_SCHEMA).isPresent()) {
            now = now.with(NEWER_SCHEMA, "refuse");
        }
        if (!now.equals(env)) {
            now.write(folder.envFile());
        }
    }
}
