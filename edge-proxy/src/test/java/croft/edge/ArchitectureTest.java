package croft.edge;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// The shape of this module.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.edge")
                .packages(
                        "admin",
                        "warmup",
                        "listener",
                        "http2",
                        "http1",
                        "exchange",
                        "upstream",
                        "vault",
                        "store",
                        "cache",
                        "route",
                        "tls",
                        "http")
                .pure("cache", "route", "http")
                .eventLoop(
                        "http2",
                        "http1",
                        "exchange",
                        "upstream",
                        "tls",
                        "store",
                        "cache",
                        "route",
                        "http")
                .fence("java.sql", "vault")
                .fence("javax.sql", "vault")
                .check();
    }
}
