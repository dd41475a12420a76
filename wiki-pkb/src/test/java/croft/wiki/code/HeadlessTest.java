package croft.wiki.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The scanners come from an editor; a server has no display.
class HeadlessTest {
    @Test
    void opensNoDisplayAndStartsNoToolkit() throws IOException, InterruptedException {
        assertThat(libraries("-Djava.awt.headless=true"))
                .contains("libjvm.so")
                .noneMatch(HeadlessTest::isOfToolkit);
    }

    /// Somebody may start the service without that property.
    @Test
    void needsNoPropertyForThat() throws IOException, InterruptedException {
        assertThat(libraries("-Dfile.encoding=UTF-8"))
                .contains("libjvm.so")
                .noneMatch(HeadlessTest::isOfToolkit);
    }

    private static boolean isOfToolkit(String library) {
        return library.matches("lib(awt|X|font|freetype|java2d|mlib|javajpeg|splash|jawt|lcms).*");
    }

    private static List<String> libraries(String option) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                option,
                                "-cp",
                                System.getProperty("java.class.path"),
                                HeadlessProbe.class.getName()));
        command.addAll(CodeColoursTest.LANGUAGES);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("DISPLAY");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
