package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.EdgePolicy;
import croft.platform.declaration.EdgeProfile;
import croft.platform.declaration.VisitorPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How services are started.
class ServiceTest {
    private static final Installation HERE =
            new Installation(Path.of(".."), Path.of(System.getProperty("java.home")), "0");

    @Test
    void theEdgeMayTakeTheMemoryOfItsStoreBesideItsOwn() throws Exception {
        assertThat(flags(EdgeProfile.DEFAULT)).endsWith("-XX:MaxDirectMemorySize=" + (192 << 20));
    }

    @Test
    void aSmallEdgeHasOneCompilerAndASmallHeap() throws Exception {
        assertThat(flags(EdgeProfile.SMALL))
                .contains("-XX:TieredStopAtLevel=1", "-Xmx64m")
                .endsWith("-XX:MaxDirectMemorySize=" + (112 << 20));
    }

    /// As `java` reads them.
    private static List<String> flags(EdgeProfile profile) throws IOException {
        List<String> flags = new ArrayList<>();
        for (String word : Service.edgeFlags(HERE, policy(profile))) {
            if (word.startsWith("@")) {
                Files.readAllLines(Path.of(word.substring(1))).stream()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(flags::add);
            } else {
                flags.add(word);
            }
        }
        return flags;
    }

    private static EdgePolicy policy(EdgeProfile profile) {
        return new EdgePolicy(
                ByteSize.ofMebibytes(64),
                ByteSize.ofMebibytes(16),
                List.of(),
                VisitorPolicy.DEFAULT,
                AccessLogPolicy.DEFAULT,
                profile);
    }
}
