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
                        "serving",
                        "outage",
                        "warmup",
                        "listener",
                        "logfile",
                        "http2",
                        "http1",
                        "exchange",
                        "log",
                        "upstream",
                        "vault",
                        "store",
                        "cache",
                        "route",
                        "limit",
                        "tls",
                        "http")
                .pure("cache", "route", "limit", "http")
                .eventLoop(
                        "http2",
                        "http1",
                        "exchange",
                        "log",
                        "upstream",
                        "tls",
                        "store",
                        "cache",
                        "route",
                        "limit",
                        "http")
                .fence("java.sql", "vault", "outage")
                .fence("javax.sql", "vault")
                .check();
    }
}
