package croft.stack;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Reading;
import croft.stack.launch.Installation;
import croft.stack.launch.Service;
import croft.stack.report.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A service as the launcher starts it, but beside the stack: its state and what it listens on are
/// the test's own.
final class LoneService {
    private LoneService() {}

    /// Of this build.
    ///
    /// @param folder with the stack's croft.yml and data
    /// @param environment what goes beyond the declaration, the secrets and the state
    static ProcessBuilder of(
            Service.Role role, Path folder, Path state, Map<String, String> environment)
            throws Exception {
        return of(Path.of(".."), role, folder, state, environment);
    }

    /// Of any build.
    ///
    /// @param home of its `croft` script
    static ProcessBuilder of(
            Path home, Service.Role role, Path folder, Path state, Map<String, String> environment)
            throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        Path file = folder.resolve("croft.yml");
        Reading reading = DeclarationReader.read("croft.yml", folder, Files.readAllBytes(file));
        if (!(reading instanceof Reading.Accepted(Declaration declared, _))) {
            throw new AssertionError(file + ": " + reading);
        }
        Service service =
                Service.of(
                                new Installation(
                                        home.toAbsolutePath().normalize(),
                                        java,
                                        Version.ofBuild().croft()),
                                declared)
                        .stream()
                        .filter(each -> each.role() == role)
                        .findFirst()
                        .orElseThrow();
        var command = new ArrayList<String>();
        command.add(java.resolve("bin/java").toString());
        command.addAll(service.jvmFlags());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.add("-cp");
        command.add(
                service.classPath().stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add(service.mainClass());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "CROFT_DECLARATION",
                                folder.resolve("croft.yml").toString(),
                                "CROFT_SECRETS",
                                folder.resolve(".croft/secrets").toString(),
                                "CROFT_STATE",
                                state.toString(),
                                "CROFT_MANAGEMENT_PORT",
                                "0",
                                "CROFT_LOG",
                                "text"));
        builder.environment().putAll(environment);
        return builder;
    }
}
