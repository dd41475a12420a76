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

/// How the bridge's process is started: with the options that `croft up` starts it with, and an
/// archive of its classes, so that a thousand starts take no more time than they must. Archives
/// want jars, so folders of the class path are packed first.
final class BridgeCommand {
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:TrimNativeHeapInterval=5000",
                    "-Xlog:cds=off",
                    "-Xlog:aot=off",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xms12m",
                    "-Xmx112m",
                    "-Xmn6m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-Xss512k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m");

    private final Path work;
    private final List<String> more;
    private final List<String> arguments;
    private final String classPath;

    /// @param work where its files may be
    BridgeCommand(Path work, List<String> arguments) {
        this(work, List.of(), arguments);
    }

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

    private Path archive() {
        return work.resolve("bridge.aot");
    }

    private List<String> command(String archiving) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(more);
        command.add(archiving);
        command.addAll(List.of("-cp", classPath, BridgeProgram.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
