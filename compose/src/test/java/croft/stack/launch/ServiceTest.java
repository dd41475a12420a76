package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.EdgePolicy;
import croft.platform.declaration.VisitorPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How services are started.
class ServiceTest {
    @Test
    void theEdgeMayTakeTheMemoryOfItsStoreBesideItsOwn() {
        var policy =
                new EdgePolicy(
                        ByteSize.ofMebibytes(64),
                        ByteSize.ofMebibytes(16),
                        List.of(),
                        VisitorPolicy.DEFAULT,
                        AccessLogPolicy.DEFAULT);
        assertThat(Service.flags(policy)).contains("-XX:MaxDirectMemorySize=" + (192 << 20));
    }
}
