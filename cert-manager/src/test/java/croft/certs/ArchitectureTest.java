package croft.certs;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// The packages of cert-manager, in order.
class ArchitectureTest {
    @Test
    void keepsTheRules() {
        Architecture.of("croft.certs")
                .packages(
                        "status",
                        "control",
                        "renewal",
                        "issuance",
                        "export",
                        "intake",
                        "preflight",
                        "dns",
                        "acme",
                        "authority",
                        "vault",
                        "wanted")
                .pure("wanted")
                .fence("java.sql", "vault")
                .fence("io.micronaut.data", "vault")
                .fence("org.bouncycastle", "authority", "acme", "intake")
                .fence("org.shredzone", "acme")
                .fence("org.xbill", "preflight", "dns")
                .check();
    }
}
