package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every base keeps of the contract for containers: looked at in the stand-in, which is the
/// one that can be made where tests run.
@Timeout(300)
class BaseImageIT {
    private static final String BASE = StandinBase.NAME;

    @TempDir Path folder;

    @BeforeAll
    static void load() throws Exception {
        StandinBase.require();
    }

    @Test
    void hasJava25() throws Exception {
        assertThat(inside("java -version 2>&1")).startsWith("openjdk version \"25");
    }

    @Test
    void runsAsSomebodyWithoutRights() throws Exception {
        assertThat(DockerEngine.done("run", "--rm", BASE, "id"))
                .isEqualTo("uid=10001(croft) gid=10001(croft) groups=10001(croft)");
    }

    @Test
    void hasAnEmptyFolderOfThatUserForEachVolume() throws Exception {
        assertThat(inside("stat -c '%n %u:%g' /state /blobs /croft /croft/.croft"))
                .isEqualTo(
                        "/state 10001:10001\n/blobs 10001:10001\n/croft 10001:10001\n/croft/.croft 10001:10001");
    }

    @Test
    void canWriteIntoTmpAndRunNothingThere() throws Exception {
        assertThat(inside("{ cp /bin/busybox /tmp/program && /tmp/program true; } 2>&1; echo $?"))
                .contains("Permission denied")
                .endsWith("126");
    }

    @Test
    void speaksUtf8() throws Exception {
        assertThat(inside("java -XshowSettings:properties -version 2>&1 | grep 'sun.jnu.encoding'"))
                .contains("UTF-8");
    }

    @Test
    void trustsTheAuthoritiesThatThisMachineTrusts() throws Exception {
        assertThat(inside("grep -c 'BEGIN CERTIFICATE' /etc/ssl/certs/ca-certificates.crt"))
                .satisfies(count -> assertThat(Integer.parseInt(count)).isGreaterThan(100));
    }

    /// wget is what asks for health from inside.
    @Test
    void canAskForHealth() throws Exception {
        assertThat(inside("wget -q -O /dev/null http://127.0.0.1:9/health 2>&1; echo $?"))
                .contains("Connection refused")
                .endsWith("1");
    }

    @Test
    void startsFromTheArchiveOfTheJdksClasses() throws Exception {
        assertThat(inside("java -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -version 2>&1"))
                .contains("mixed mode, sharing");
    }

    @Test
    void isTheSameEachTime() throws Exception {
        assertThat(written("one.tar")).isEqualTo(written("two.tar"));
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        var standin = new Tool(StandinBase.SCRIPT.toString(), "busybox-static");
        Tool.Result result = standin.run(Map.of("JAVA_HOME", folder.toString()));
        assertThat(result.exitCode()).isEqualTo(69);
        assertThat(result.output())
                .isEqualTo(
                        "standin: "
                                + folder
                                + "/bin/jlink is not there (expected: a whole JDK 25)\n");
    }

    private String written(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        StandinBase.make("--to", file.toString());
        return new Tool("sha256sum", "coreutils").run(file.toString()).output().split(" ", -1)[0];
    }

    private static String inside(String script) throws IOException, InterruptedException {
        return DockerEngine.run(BASE, List.of(), "sh", "-c", script).output().strip();
    }
}
