package croft.chat.soak;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/// How the bridge's process is started: with the flags that `croft up` starts it with, and an
/// archive of its classes, so that a thousand starts take no more time than they must. Archives
/// want jars, so folders of the class path are packed first.
final class BridgeCommand {
    /// Files of flags, which java reads itself; of the module that the run is started in.
    private static final List<String> FLAGS =
            List.of(flags("../platform", "every"), flags("", "default"));

    private final Path work;
    private final List<String> more;
    private final List<String> arguments;
    private final String classPath;

    /// @param work where its files may be
    /// @param more options of the JVM
    BridgeCommand(Path work, List<String> more, List<String> arguments) {
        this.work = work;
        this.more = List.copyOf(more);
        this.arguments = List.copyOf(arguments);
        classPath = packed(System.getProperty("java.class.path"));
    }

    private String packed(String path) {
        List<String> jars = new ArrayList<>();
        for (String each : path.split(Pattern.quote(File.pathSeparator), -1)) {
            Path entry = Path.of(each);
            if (Files.isDirectory(entry)) {
                Path jar = work.resolve("classes-" + jars.size() + ".jar");
                pack(entry, jar);
                jars.add(jar.toString());
            } else if (Files.exists(entry)) {
                jars.add(each);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) {
        int code =
                ToolProvider.findFirst("jar")
                        .orElseThrow(() -> new IllegalStateException("no jar tool in this JDK"))
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--file",
                                jar.toString(),
                                "-C",
                                folder.toString(),
                                ".");
        if (code != 0) {
            throw new UncheckedIOException(new IOException(folder + " was not packed"));
        }
    }

    /// One that ends by itself, and leaves the archive behind.
    List<String> training() {
        List<String> command = command("-XX:AOTCacheOutput=" + archive());
        command.add("train");
        return command;
    }

    List<String> usual() {
        return command(Files.exists(archive()) ? "-XX:AOTCache=" + archive() : "-Xshare:auto");
    }

    private static String flags(String module, String name) {
        return "@" + Path.of(module, "src/main/jvm", name + ".flags").toAbsolutePath().normalize();
    }

    private Path archive() {
        return work.resolve("bridge.aot");
    }

    private List<String> command(String archiving) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.add(archiving);
        command.addAll(List.of("-cp", classPath, BridgeProgram.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
