package croft.stack.fuzz;

import croft.stack.launch.CannotStart;
import croft.stack.launch.Installation;
import croft.stack.report.Exit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The folder that Croft is built from, with the tests of its modules.
///
/// @param home its root
/// @param java the JDK that the tests run on
public record SourceTree(Path home, Path java) {
    /// The tree of this installation.
    public static SourceTree of(Installation installation) throws CannotStart {
        Path home = installation.home();
        for (Target target : Target.ALL) {
            if (!Files.isDirectory(home.resolve(target.module()).resolve("src/test"))) {
                throw new CannotStart(
                        Exit.UNAVAILABLE,
                        home.resolve(target.module()).resolve("src/test")
                                + " is not there: fuzzing needs the source tree, whose tests the"
                                + " targets are; run the croft of a clone");
            }
        }
        return new SourceTree(home, installation.java());
    }

    /// Compiles the tests with the targets, as the build does before it runs them.
    public void compile() throws CannotStart, InterruptedException {
        compile(
                Target.ALL.stream()
                        .map(Target::module)
                        .distinct()
                        .collect(Collectors.joining(",")));
    }

    /// Compiles the tests of modules, as the build does before it runs them.
    ///
    /// @param modules with commas between
    public void compile(String modules) throws CannotStart, InterruptedException {
        try {
            Path log = Files.createDirectories(home.resolve("compose/target"));
            log = log.resolve("croft-tests-build.log");
            ProcessBuilder maven =
                    new ProcessBuilder(
                                    "mvn",
                                    "-B",
                                    "-q",
                                    "-Dquick",
                                    "-pl",
                                    modules,
                                    "-am",
                                    "process-test-classes")
                            .directory(home.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            maven.environment().put("JAVA_HOME", java.toString());
            Process compiling = maven.start();
            try {
                if (compiling.waitFor() != 0) {
                    throw new CannotStart(Exit.SOFTWARE, "the tests do not compile; see " + log);
                }
            } finally {
                compiling.destroy();
            }
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "Maven cannot be run: " + e.getMessage() + " (expected: mvn on the PATH)");
        }
    }

    /// The class path of a module's tests.
    public String classPath(String module) throws IOException {
        Path target = home.resolve(module).resolve("target");
        return String.join(
                File.pathSeparator,
                List.of(
                        target.resolve("test-classes").toString(),
                        target.resolve("classes").toString(),
                        Files.readString(target.resolve("test.classpath")).strip()));
    }

    /// Where a target's own corpus grows from run to run; derived, may be thrown away.
    Path corpus(Target target) {
        return work(target.module()).resolve(target.name());
    }

    Path log(Target target) {
        return work(target.module()).resolve(target.name() + ".log");
    }

    private Path work(String module) {
        return home.resolve(module).resolve("target/fuzz");
    }
}
