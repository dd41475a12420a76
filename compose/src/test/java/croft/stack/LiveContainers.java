package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.certs.dns.Knot;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.testcontainers.DockerClientFactory;

/// The whole stack as its owner has it: a folder of `croft init`, started by `croft up --docker`,
/// with the stand-ins of the images that no registry can be asked for. Its certificates come from a
/// Pebble on this machine, by records in a Knot on this machine.
final class LiveContainers implements AutoCloseable {
    /// Every service of the stack that goes on running, in the order in which they are killed.
    static final List<String> SERVICES =
            List.of(
                    "static-site",
                    "wiki-pkb",
                    "cert-manager",
                    "wizards",
                    "rust_melbourne",
                    "chat-bridge",
                    "syncthing",
                    "app",
                    "db",
                    "edge-proxy");

    /// Of everything, for tests.
    static final String PROFILES = "wiki,chat,sync,app";

    private final DockerClient docker;
    private final Path folder = Folders.withOneSite();
    private final Path namesFolder = Files.createTempDirectory("croft-knot");
    private final String gateway;
    private final int httpPort = RunningCroft.freePort();
    private final int httpsPort = RunningCroft.freePort();
    private final List<String> images = new ArrayList<>();
    private final Knot names;
    private final Pebble pebble;

    LiveContainers() throws Exception {
        DockerEngine.require();
        docker = DockerClientFactory.instance().client();
        gateway = bridge();
        names =
                Knot.at(
                        gateway,
                        RunningCroft.freePort(),
                        namesFolder,
                        "test",
                        CertificateBench.ZONE + "\n@ IN A 127.0.0.1\n* IN A 127.0.0.1");
        pebble =
                PebbleOptions.calm()
                        .listeningAt(gateway)
                        .asking(names.address().toString())
                        .start();
        Files.copy(pebble.serverRoot(), folder.resolve("authority.pem"));
    }

    /// This machine, as containers see it.
    private static String bridge() throws IOException {
        NetworkInterface bridge = NetworkInterface.getByName("docker0");
        return Stream.ofNullable(bridge)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Docker's bridge docker0 has no address"));
    }

    Path folder() {
        return folder;
    }

    String gateway() {
        return gateway;
    }

    int httpsPort() {
        return httpsPort;
    }

    /// The keys of croft.yml that have certificates made by this stack's authority.
    String certificates() {
        return """
        contact: owner@example.test
        certificates:
          authority: { directory: "%s", root: ./authority.pem }
          resolvers: ["%s"]
          challenge: dns-01
          dns: { provider: rfc2136, server: "%s", user: "%s", secret: tsig, authoritative: ["%s"] }
        """
                .formatted(
                        pebble.directory(),
                        names.address(),
                        names.address(),
                        Knot.KEY,
                        names.address());
    }

    /// Writes a file of the owner's folder.
    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent(), path));
        Files.writeString(file, text);
    }

    /// Appends a line to `.env`, where a later one wins.
    void set(String variable, Object value) throws IOException {
        Path file = folder.resolve(".env");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(line -> line.startsWith(variable + "="));
        lines.add(variable + "=" + value);
        Files.write(file, lines, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /// What `.env` says.
    String setting(String variable) throws IOException {
        return Files.readAllLines(folder.resolve(".env")).stream()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElse("");
    }

    /// Free ports instead of the usual ones.
    void takeFreePorts() throws IOException {
        set("CROFT_HTTP_PORT", httpPort);
        set("CROFT_HTTPS_PORT", httpsPort);
        set("CROFT_DATABASE_PORT", RunningCroft.freePort());
        set("CROFT_SYNC_PORT", RunningCroft.freePort());
    }

    /// Runs a command of the `croft` script to its end.
    static RunningCroft.Ended croft(String... arguments) throws IOException, InterruptedException {
        return RunningCroft.run(Croft.class, arguments);
    }

    /// The same; it has to go well.
    static String done(String... arguments) throws IOException, InterruptedException {
        RunningCroft.Ended ended = croft(arguments);
        assertThat(ended.exitCode())
                .as(String.join(" ", arguments) + ":\n" + ended.output())
                .isZero();
        return ended.output();
    }

    /// A visitor's trust.
    SSLContext trusting() throws Exception {
        return LiveStack.trusting(pebble.root(0));
    }

    List<Container> containers() throws IOException {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(
                        Map.of("com.docker.compose.project", setting("COMPOSE_PROJECT_NAME")))
                .exec();
    }

    InspectContainerResponse inspect(String service) throws IOException {
        return docker.inspectContainerCmd(id(service)).exec();
    }

    private String id(String service) throws IOException {
        return containers().stream()
                .filter(container ->
                        service.equals(container.getLabels().get("com.docker.compose.service")))
                .map(Container::getId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no container of " + service));
    }

    /// Where this machine reaches a container.
    String address(String service) throws IOException {
        return inspect(service).getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no address"));
    }

    boolean isHealthy(String service) throws IOException {
        HealthState health = inspect(service).getState().getHealth();
        return health != null && "healthy".equals(health.getStatus());
    }

    /// Ends the first process of a container as `kill -9` does. Not by `docker kill`, after which
    /// the engine would leave the container ended.
    void kill(String service) throws IOException, InterruptedException {
        Long pid = Objects.requireNonNull(inspect(service).getState().getPidLong(), service);
        assertThat(pid).as("process of " + service).isPositive();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await(
                service + " is ended",
                () -> {
                    Long now = inspect(service).getState().getPidLong();
                    return now == null || now.longValue() != pid.longValue();
                });
    }

    void stop(String service) throws IOException {
        docker.stopContainerCmd(id(service)).exec();
    }

    void start(String service) throws IOException {
        docker.startContainerCmd(id(service)).exec();
    }

    /// Names of images that are taken away with the stack.
    void removeAtTheEnd(String image) {
        images.add(image);
    }

    /// Files that came into a container's own file system since its start, but for the places that
    /// something is mounted at, which the engine makes.
    List<String> written(String service) throws IOException {
        List<String> mounted =
                Objects.requireNonNull(inspect(service).getMounts()).stream()
                        .map(mount -> Objects.requireNonNull(mount.getDestination()).getPath())
                        .toList();
        List<ChangeLog> changes = docker.containerDiffCmd(id(service)).exec();
        return Stream.ofNullable(changes)
                .flatMap(List::stream)
                .map(ChangeLog::getPath)
                .filter(path ->
                        mounted.stream().noneMatch(place -> (place + "/").startsWith(path + "/")))
                .toList();
    }

    /// The users of all its processes, by number.
    List<String> users(String service) throws IOException {
        String[][] processes =
                docker.topContainerCmd(id(service)).withPsArgs("-eo pid,uid").exec().getProcesses();
        return Arrays.stream(processes).map(row -> row[1]).distinct().toList();
    }

    /// Runs a program in a container; its output and exit code.
    static Tool.Result run(String... arguments) throws IOException, InterruptedException {
        return new Tool("docker", "docker.io").run(arguments);
    }

    /// Runs a program in the container of a service.
    Tool.Result in(String service, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("exec", id(service)));
        all.addAll(List.of(command));
        return run(all.toArray(String[]::new));
    }

    /// The memory of all processes of each container, pages that several share divided among them.
    Map<String, Long> proportionalKilobytes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (String service : SERVICES) {
            Long pid = Objects.requireNonNull(inspect(service).getState().getPidLong(), service);
            ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
            long sum = 0;
            for (ProcessHandle process :
                    Stream.concat(Stream.of(first), first.descendants()).toList()) {
                sum += proportionalKilobytes(process.pid());
            }
            sizes.put(service, sum);
        }
        return sizes;
    }

    private static long proportionalKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }

    /// Polls until the condition holds; says how all containers are if it never does.
    void await(String what, Callable<Boolean> condition) throws IOException {
        LiveStack.await(what, condition, this::state);
    }

    private String state() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Container container : containers()) {
            text.append(Arrays.toString(container.getNames()))
                    .append(' ')
                    .append(container.getStatus())
                    .append('\n')
                    .append(run("logs", "--tail", "12", container.getId()).output())
                    .append('\n');
        }
        return text.toString();
    }

    void awaitHealthy(String service) throws IOException {
        await(service + " is healthy", () -> isHealthy(service));
    }

    @Override
    public void close() throws IOException {
        String project = setting("COMPOSE_PROJECT_NAME");
        try {
            for (Container left : containers()) {
                docker.removeContainerCmd(left.getId()).withForce(true).exec();
            }
            docker.listVolumesCmd().exec().getVolumes().stream()
                    .map(volume -> volume.getName())
                    .filter(name -> name.startsWith(project + "_"))
                    .forEach(name -> docker.removeVolumeCmd(name).exec());
            docker.listNetworksCmd().exec().stream()
                    .map(network -> network.getName())
                    .filter(name -> name.startsWith(project + "_"))
                    .forEach(name -> docker.removeNetworkCmd(name).exec());
            images.forEach(image -> docker.removeImageCmd(image).exec());
        } catch (DockerException e) {
            throw new IOException("left over of " + project, e);
        } finally {
            pebble.close();
            names.close();
            Folders.delete(namesFolder);
            Folders.delete(folder);
        }
    }
}
