package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.EdgePolicy;
import croft.platform.declaration.EdgeProfile;
import croft.platform.declaration.VisitorPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How services are started.
class ServiceTest {
    @Test
    void theEdgeMayTakeTheMemoryOfItsStoreBesideItsOwn() {
        assertThat(Service.flags(policy(EdgeProfile.DEFAULT)))
                .contains("-XX:MaxDirectMemorySize=" + (192 << 20));
    }

    @Test
    void aSmallEdgeHasOneCompilerAndASmallHeap() {
        assertThat(Service.flags(policy(EdgeProfile.SMALL)))
                .contains(
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=" + (112 << 20));
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
