package croft.stack.images;

import croft.stack.docker.Engine;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Installation;
import croft.stack.launch.PostgresBinaries;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds the images: the base if it is missing, the services by Maven and Jib all at once, and the
/// others by a Dockerfile each.
public final class Images {
    private final Installation installation;
    private final Path cache;
    private final String postgres;
    private final Plan plan;
    private final Program program;
    private final Docker docker;

    /// @param cache where PostgreSQL's programs lie once they are unpacked
    /// @param postgres the version of the embedded database
    public Images(Installation installation, Path cache, String postgres, Plan plan)
            throws IOException {
        this.installation = installation;
        this.cache = cache;
        this.postgres = postgres;
        this.plan = plan;
        Path log = Files.createDirectories(target()).resolve("images.log");
        Files.deleteIfExists(log);
        program =
                new Program(
                        installation.home(),
                        Map.of("JAVA_HOME", installation.java().toString()),
                        log);
        docker = new Docker(program);
    }

    /// Builds them.
    ///
    /// @param begin told what is done next
    /// @param end told what was done
    public void build(Consumer<String> begin, Consumer<String> end)
            throws IOException, InterruptedException, CannotStart {
        Engine.running();
        Base base = base(begin, end);
        List<Image> services = plan.images().stream().filter(Image::isService).toList();
        if (!services.isEmpty()) {
            step("services", begin, end, () -> services(services));
        }
        for (Image image : plan.images()) {
            if (!image.isService()) {
                step(image.image(), begin, end, () -> other(image, base));
            }
        }
        if (plan.trained()) {
            train(services, base, begin, end);
        }
    }

    /// The migrations run once, and are not trained.
    private void train(
            List<Image> services, Base base, Consumer<String> begin, Consumer<String> end)
            throws IOException, InterruptedException, CannotStart {
        if (docker.label(tag(Image.POSTGRES), Base.LABEL).isEmpty()) {
            step("postgres", begin, end, () -> other(Image.POSTGRES, base));
        }
        if (docker.label(tag(Image.DB_MIGRATIONS), Base.LABEL).isEmpty()) {
            step("db-migrations", begin, end, () -> services(List.of(Image.DB_MIGRATIONS)));
        }
        Path folder = target().resolve("training");
        Staging.empty(folder);
        try (Training training =
                Training.begin(program, folder, tag(Image.POSTGRES), tag(Image.DB_MIGRATIONS))) {
            for (Image service : services) {
                if (service != Image.DB_MIGRATIONS) {
                    step("training " + service.image(), begin, end, () -> train(training, service));
                }
            }
        }
    }

    private void train(Training training, Image service)
            throws IOException, InterruptedException, CannotStart {
        String tag = tag(service);
        Staging staging =
                Staging.of(target().resolve("trained-" + service.image()), source("trained"));
        staging.add(training.archive(service, tag), "app.aot");
        docker.build(tag, staging.folder(), "Dockerfile", Map.of("IMAGE", tag));
    }

    /// How large an image is, in octets.
    public long size(Image image) throws IOException, InterruptedException, CannotStart {
        return docker.size(tag(image));
    }

    public String tag(Image image) {
        return image.tag(plan.registry(), installation.version());
    }

    private Base base(Consumer<String> begin, Consumer<String> end)
            throws IOException, InterruptedException, CannotStart {
        String there = docker.label(Base.TAG, Base.LABEL).orElse("");
        Base wanted = plan.base().or(() -> Base.of(there)).orElse(Base.ALPINE);
        if (plan.base().isPresent() || there.isEmpty()) {
            step("base " + wanted.label(), begin, end, () -> base(wanted));
        }
        return wanted;
    }

    private void base(Base base) throws IOException, InterruptedException, CannotStart {
        Path source = source("base");
        switch (base) {
            case ALPINE -> docker.build(Base.TAG, source, "Dockerfile", plan.arguments());
            case SCRATCH -> {
                Staging staging = Staging.of(target().resolve("base"), source);
                var command = new ArrayList<String>();
                command.add(source.resolve("minirootfs").toString());
                command.add(staging.folder().toString());
                for (String name : List.of("ALPINE_VERSION", "ALPINE_SHA256", "ALPINE_URL")) {
                    String value = plan.arguments().get(name);
                    if (value != null) {
                        command.add(name + "=" + value);
                    }
                }
                program.run("the download of Alpine's files", command);
                docker.build(Base.TAG, staging.folder(), "Dockerfile.scratch", plan.arguments());
            }
            case STANDIN ->
                    program.run("the stand-in", List.of(source.resolve("standin").toString()));
        }
    }

    private void services(List<Image> services)
            throws IOException, InterruptedException, CannotStart {
        String modules = services.stream().map(Image::image).collect(Collectors.joining(","));
        maven("package", "jib:dockerBuild", "-Dmaven.test.skip=true", "-Psbom", "-pl", modules);
    }

    private void maven(String... words) throws IOException, InterruptedException, CannotStart {
        var command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-am", "-Dquick"));
        command.add("-Dimage.registry=" + plan.registry());
        command.addAll(List.of(words));
        program.run("Maven", command);
    }

    private void other(Image image, Base base)
            throws IOException, InterruptedException, CannotStart {
        Staging staging = Staging.of(target().resolve(image.image()), source(image.image()));
        Map<String, String> arguments = new LinkedHashMap<>(plan.arguments());
        String dockerfile = base.dockerfile();
        switch (image) {
            case APP -> {
                dockerfile = "Dockerfile";
                guestBook(staging.folder().resolve("classes"));
            }
            case POSTGRES -> {
                if (base == Base.STANDIN) {
                    staging.add(PostgresBinaries.in(cache, postgres), "programs");
                }
            }
            case SYNCTHING -> {
                if (base == Base.STANDIN) {
                    staging.add(onPath("syncthing"), "syncthing");
                }
            }
            case MATTERMOST -> {
                if (base == Base.STANDIN) {
                    arguments.put("CHAT_BRIDGE", tag(Image.CHAT_BRIDGE));
                    staging.add(doubleOfMattermost(), "paper.jar");
                }
            }
            case EDGE_PROXY, CERT_MANAGER, STATIC_SITE, WIKI_PKB, CHAT_BRIDGE, DB_MIGRATIONS ->
                    throw new IllegalArgumentException(image + " is built by Maven");
        }
        docker.build(tag(image), staging.folder(), dockerfile, arguments);
    }

    private void guestBook(Path classes) throws IOException, InterruptedException, CannotStart {
        Path source = installation.home().resolve("compose/sample/app/Guestbook.java");
        program.run(
                "javac",
                List.of(
                        installation.java().resolve("bin/javac").toString(),
                        "-d",
                        classes.toString(),
                        source.toString()));
    }

    /// The tests of chat-bridge have it; it runs in that module's image, which has what it needs.
    private Path doubleOfMattermost() throws IOException, InterruptedException, CannotStart {
        if (docker.label(tag(Image.CHAT_BRIDGE), Base.LABEL).isEmpty()) {
            services(List.of(Image.CHAT_BRIDGE));
        }
        maven("package", "-DskipTests", "-pl", "chat-bridge");
        return installation
                .home()
                .resolve("chat-bridge/target")
                .resolve("chat-bridge-" + installation.version() + "-tests.jar");
    }

    private static Path onPath(String name) throws CannotStart {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new CannotStart(
                                Exit.UNAVAILABLE,
                                "no "
                                        + name
                                        + " on the PATH, which the stand-in base takes it from; remedy: apt-get"
                                        + " install "
                                        + name));
    }

    private Path source(String name) {
        return installation.home().resolve("compose/images").resolve(name);
    }

    private Path target() {
        return installation.home().resolve("compose/target/images");
    }

    private static void step(String what, Consumer<String> begin, Consumer<String> end, Step step)
            throws IOException, InterruptedException, CannotStart {
        begin.accept(what);
        step.run();
        end.accept(what);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException, CannotStart;
    }
}
