package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The folder that `croft init` writes: croft.yml, Compose files, `.env`, secrets
/// (`docs/contracts/containers.md`).
///
/// @param path absolute
public record OperatorFolder(Path path) {
    static final String COMPOSE = "compose.yaml";
    static final String PRODUCTION = "production.yaml";
    static final String SECRETS = "compose.secrets.yaml";
    public static final String IMAGES = "compose.images.yaml";
    static final String ENV = ".env";

    /// Whether it is one for containers.
    public boolean isWritten() {
        return Files.isRegularFile(path.resolve(COMPOSE)) && Files.isRegularFile(path.resolve(ENV));
    }

    /// Refuses a folder that `croft init` has not written.
    ///
    /// @throws CannotStart with what is missing
    public OperatorFolder written() throws CannotStart {
        for (String file : List.of(COMPOSE, ENV)) {
            if (!Files.isRegularFile(path.resolve(file))) {
                throw new CannotStart(
                        Exit.NO_INPUT,
                        path
                                + " holds no "
                                + file
                                + " (expected: what croft init writes); run: croft init "
                                + path);
            }
        }
        return this;
    }

    EnvFile env() throws IOException {
        return EnvFile.read(path.resolve(ENV));
    }

    Path envFile() {
        return path.resolve(ENV);
    }

    /// The name by which Compose tells its containers from others.
    public String project() throws IOException {
        return env().get("COMPOSE_PROJECT_NAME").orElse(projectName(path));
    }

    /// Whether a container was made from this folder, by the label that Compose puts on it: the
    /// folder as it is without symbolic links. Older versions of Compose say nothing.
    boolean made(Container container) throws IOException {
        String from = container.workingFolder();
        return from.isEmpty()
                || from.equals(path.toString())
                || from.equals(path.toRealPath().toString());
    }

    public DataFolder data() {
        return DataFolder.of(path);
    }

    /// Names of the services that are part of the stack, as the files have them: those without a
    /// profile, and those of a profile that `.env` names.
    ///
    /// @throws CannotStart if a file cannot be understood
    public Set<String> services() throws IOException, CannotStart {
        EnvFile env = env();
        List<String> wanted = list(env.get("COMPOSE_PROFILES").orElse(""), ",");
        Map<String, Boolean> services = new LinkedHashMap<>();
        for (String file : list(env.get("COMPOSE_FILE").orElse(COMPOSE), ":")) {
            if (services(file) instanceof Map<?, ?> found) {
                found.forEach((name, service) ->
                        services.merge(
                                String.valueOf(name),
                                isWanted(service, wanted),
                                Boolean::logicalAnd));
            }
        }
        var active = new TreeSet<String>();
        services.forEach((name, isActive) -> {
            if (isActive) {
                active.add(name);
            }
        });
        return active;
    }

    private Object services(String file) throws IOException, CannotStart {
        Object services = ComposeYaml.read(path.resolve(file)).get("services");
        return services == null ? Map.of() : services;
    }

    private static boolean isWanted(@Nullable Object service, List<String> wanted) {
        if (!(service instanceof Map<?, ?> map)) {
            return true;
        }
        if (map.get("profiles") instanceof List<?> of) {
            return of.stream().anyMatch(profile -> wanted.contains(String.valueOf(profile)));
        }
        // YAML's merge, which this reader leaves as it stands
        return isWanted(map.get("<<"), wanted);
    }

    /// What Compose makes of a folder's name, for a folder that says nothing else.
    static String projectName(Path folder) {
        Path last = folder.getFileName();
        String name =
                (last == null ? "" : last.toString())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]", "")
                        .replaceFirst("^[_-]+", "");
        return name.isEmpty() ? "croft" : name;
    }

    private static List<String> list(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
