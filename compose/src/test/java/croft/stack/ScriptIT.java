package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `croft` script in a source tree of its own, with a JDK and a Maven that only say how they
/// were called.
class ScriptIT {
    private static final List<String> MODULES =
            List.of(
                    "platform",
                    "db-migrations",
                    "cert-manager",
                    "static-site",
                    "wiki-pkb",
                    "chat-bridge",
                    "edge-proxy",
                    "compose");

    private final Map<String, String> environment = new TreeMap<>();

    @TempDir private Path folder = Path.of("unset");

    private Path tree = Path.of("unset");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("a clone"));
        executable(tree.resolve("croft"), Files.readString(Path.of("../croft")));
        Files.createDirectories(tree.resolve(".mvn"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(tree.resolve(module).resolve("src/main"));
            Files.writeString(tree.resolve(module).resolve("pom.xml"), "<project/>");
        }
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("CROFT_JDK_FOLDERS", "");
        jdk("jdk", "25.0.3");
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        maven("3.8.7", "true");
    }

    @Test
    void buildsOnceAndHandsOver() throws Exception {
        Ended first = croft("up", "my folder");

        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(first.output())
                .contains("croft: building", "croft: built in")
                .contains("java -XX:+UseSerialGC")
                .contains("croft.stack.Croft up my folder")
                .contains("compose-0.1.0-SNAPSHOT.jar:the-class-path");
        assertThat(croft("up").output()).doesNotContain("building");
    }

    @Test
    void buildsAgainWhenAPomChangedAndOnlyThen() throws Exception {
        Path source = tree.resolve("edge-proxy/src/main/Edge.java");
        Files.writeString(source, "class Edge {}");
        croft("version");
        assertThat(croft("version").output()).doesNotContain("building");

        touchLater(tree.resolve("platform/pom.xml"));
        assertThat(croft("version").output()).contains("building");
    }

    @Test
    void showsTheEndOfABuildThatFailed() throws Exception {
        maven("3.8.7", "echo '[INFO] fine'; echo '[ERROR] Edge.java:[3,1] broken'; false");

        Ended ended = croft("up");

        assertThat(ended.exitCode()).isEqualTo(70);
        assertThat(ended.output())
                .contains("[ERROR] Edge.java:[3,1] broken", "compose/target/croft-build.log")
                .doesNotContain("fine");
    }

    @Test
    void runsTheTestsAsTheReadmeDoes() throws Exception {
        assertThat(croft("test", "-Dquick").output())
                .contains("mvn -B -T 2 verify -Dquick", "JDK " + folder.resolve("jdk"));
    }

    @Test
    void whatIsTestedAsAWholeIsBuilt() throws Exception {
        assertThat(croft("test")).returns(0, Ended::exitCode);
        assertThat(croft("version").output()).doesNotContain("building");
    }

    @Test
    void whatFailsOrIsTestedInPartIsNotBuilt() throws Exception {
        maven("3.8.7", "exit 3");
        assertThat(croft("test")).returns(3, Ended::exitCode);
        maven("3.8.7", "true");
        assertThat(croft("test", "-Dquick")).returns(0, Ended::exitCode);
        assertThat(croft("version").output()).contains("building");
    }

    @Test
    void worksThroughALinkAndFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("bin/croft"), tree.resolve("croft"));

        assertThat(run(List.of(link.toString(), "version")).output())
                .contains("-Dcroft.home=" + tree.toRealPath() + " ");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        jdk("old", "17.0.15");
        environment.put("JAVA_HOME", folder.resolve("old").toString());
        environment.put("PATH", bareTools().toString());

        Ended ended = croft("up");

        assertThat(ended.exitCode()).isEqualTo(69);
        assertThat(ended.output())
                .contains(
                        "no JDK 25 or newer found", "17 (" + folder.resolve("old"), "apt install");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoMavenOrAnOldOne() throws Exception {
        maven("3.6.3", "true");
        assertThat(croft("up"))
                .returns(69, Ended::exitCode)
                .extracting(Ended::output)
                .asString()
                .contains("Maven 3.6.3", "3.8.7 or newer");

        environment.put("PATH", bareTools().toString());
        assertThat(croft("up"))
                .returns(69, Ended::exitCode)
                .extracting(Ended::output)
                .asString()
                .contains("no mvn on the PATH", "apt install maven");
    }

    private Ended croft(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(tree.resolve("croft").toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /// A JDK whose `java` prints its command line and ends with 7.
    private void jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), "#!/bin/sh\necho \"java $*\"\nexit 7\n");
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    }

    /// A Maven that makes the jars and then does `also`.
    private void maven(String version, String also) throws IOException {
        String jars =
                """
                for m in %s; do
                  mkdir -p "$m/target"
                  : >"$m/target/$m-0.1.0-SNAPSHOT.jar"
                  printf the-class-path >"$m/target/runtime.classpath"
                done
                """
                        .formatted(String.join(" ", MODULES));
        executable(
                folder.resolve("bin/mvn"),
                "#!/bin/sh\n[ \"$1\" = -v ] && { echo 'Apache Maven "
                        + version
                        + " (x)'; exit; }\n"
                        + "echo \"mvn $*, JDK $JAVA_HOME\"\n"
                        + jars
                        + also
                        + "\n");
    }

    /// A folder with the tools that the script uses, and neither a JDK nor a Maven.
    private Path bareTools() throws IOException {
        Path bare = Files.createDirectories(folder.resolve("bare"));
        for (String tool :
                List.of("sed", "cat", "find", "head", "readlink", "mkdir", "date", "sort")) {
            Path usual = Path.of("/usr/bin", tool);
            Path found = Files.exists(usual) ? usual : Path.of("/bin", tool);
            executable(bare.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
        return bare;
    }

    private static void touchLater(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int exitCode, String output) {}
}
