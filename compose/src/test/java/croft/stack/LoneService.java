package croft.stack;

import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.stack.launch.Installation;
import croft.stack.launch.Service;
import croft.stack.report.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A service as the launcher starts it, but beside the stack: its state and what it listens on are
/// the test's own.
final class LoneService {
    private LoneService() {}

    /// @param folder with the stack's croft.yml and data
    /// @param environment what goes beyond the declaration, the secrets and the state
    static ProcessBuilder of(
            Service.Role role, Path folder, Path state, Map<String, String> environment)
            throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        Declaration nothing =
                new Declaration(Optional.empty(), CertificatePolicy.DEFAULT, List.of());
        Service service =
                Service.of(
                                new Installation(
                                        Path.of("..").toAbsolutePath().normalize(),
                                        java,
                                        Version.ofBuild().croft()),
                                nothing)
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
