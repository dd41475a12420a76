package croft.stack;

import croft.stack.launch.Service;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The `croft` program with tiny services in the place of the real ones.
final class TinyCroft {
    private TinyCroft() {}

    public static void main(String[] arguments) {
        System.exit(Croft.run((_, _) -> services(), arguments));
    }

    private static List<Service> services() {
        List<Path> classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath())
                        .toList();
        return Arrays.stream(Service.Role.values())
                .map(role ->
                        new Service(
                                role,
                                TinyService.class.getName(),
                                classPath,
                                List.of("-Xmx16m", "-XX:TieredStopAtLevel=1")))
                .toList();
    }
}
