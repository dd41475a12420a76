package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where this Croft's programs are, as the build left them.
///
/// @param home the folder of the `croft` script
/// @param java the JDK that everything runs on
public record Installation(Path home, Path java, String version) {
    /// What the script said, and the JDK that this process runs on.
    public static Installation ofProcess(String version) {
        return new Installation(
                Path.of(System.getProperty("croft.home", ".")).toAbsolutePath().normalize(),
                Path.of(System.getProperty("java.home")),
                version);
    }

    /// Where `croft train` leaves the archive of a module's classes.
    public Path archive(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".aot");
    }

    /// The same while it is being written.
    public Path newArchive(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".new.aot");
    }

    /// Whether a service would be started from the archive that `croft train` left.
    public boolean isTrained(Service service) throws IOException {
        return ClassArchive.fits(archive(service.name()), service.classPath());
    }

    /// The file of a module's flags for the JVM, one a line.
    Path flags(String module, String name) {
        return home.resolve(module).resolve("src/main/jvm").resolve(name + ".flags");
    }

    String javaCommand() {
        return java.resolve("bin/java").toString();
    }

    /// The module's jar and the jars that it needs, in the build's order.
    List<Path> classPath(String module) throws CannotStart {
        Path target = home.resolve(module).resolve("target");
        Path jar = target.resolve(module + "-" + version + ".jar");
        Path list = target.resolve("runtime.classpath");
        if (!Files.isRegularFile(jar) || !Files.isRegularFile(list)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    jar
                            + " is not built (expected: the jar and runtime.classpath); run "
                            + home.resolve("croft")
                            + ", which builds what is missing");
        }
        try {
            var jars = new ArrayList<Path>();
            jars.add(jar);
            Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .forEach(jars::add);
            return jars;
        } catch (IOException e) {
            throw new CannotStart(Exit.UNAVAILABLE, list + ": " + e.getMessage());
        }
    }
}
