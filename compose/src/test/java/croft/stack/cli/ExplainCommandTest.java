package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `croft explain` asks of the edge, and how it shows the answer.
class ExplainCommandTest {
    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack edge;

    @BeforeEach
    void begin() throws IOException {
        edge = new ScriptedStack(folder);
    }

    @AfterEach
    void end() throws IOException {
        edge.close();
    }

    @Test
    void sendsTheRequestToBeExplained() throws IOException {
        Said said =
                edge.croft(
                        "explain",
                        "blog.localhost/a",
                        "-X",
                        "HEAD",
                        "-H",
                        "Cookie: a=1; b=2",
                        "--header",
                        "X-Empty:");
        assertThat(said.code()).isZero();
        assertThat(edge.asked()).isEqualTo("POST /control/explain");
        assertThat(edge.body().get("method").text("")).isEqualTo("HEAD");
        assertThat(edge.body().get("url").text("")).isEqualTo("https://blog.localhost/a");
        assertThat(edge.body().get("headers").raw())
                .hasToString("[[Cookie, a=1; b=2], [X-Empty, ]]");
    }

    @Test
    void showsHowAnAnswerComesFromTheStore() {
        edge.answers(
                200,
                """
                {"request": {"method": "GET", "url": "https://blog.localhost/a?b=1"},
                 "route": {"kind": "site", "site": "blog.localhost", "serves": "static ./www",
                           "backend": "http://127.0.0.1:4001", "location": null},
                 "certificate": {"serial": "12ab", "notAfter": "2027-01-01T00:00:00Z"},
                 "policy": {"preset": "static", "enabled": true, "rule": null, "stale": 86400},
                 "key": "https://blog.localhost/a",
                 "stored": [{"status": 200, "received": "2026-11-22T09:59:00Z", "length": 2048,
                             "extent": "whole", "etag": "\\"x\\"", "lastModified": null,
                             "expired": false,
                             "selection": [["accept-language", "de"], ["host", ":8443"],
                                           ["x-theme", ""]],
                             "keys": ["site:blog.localhost", "file:blog.localhost/a"],
                             "freshness": {"initialAge": 5, "resident": 60, "age": 65,
                                           "lifetime": 3600, "basis": "targeted", "ttl": 3535,
                                           "staleWhileRevalidate": 86400, "staleIfError": 86400,
                                           "noCache": false, "mustRevalidate": false}}],
                 "decision": {"action": "serve", "reason": null, "detail": null, "from": 0,
                              "cacheStatus": "croft; hit; ttl=3535",
                              "text": "answer 1 is fresh"}}
                """);
        assertThat(edge.croft("explain", "https://blog.localhost/a?b=1").out())
                .isEqualTo(
                        """
                        Request       GET https://blog.localhost/a?b=1
                        Route         blog.localhost, static ./www at http://127.0.0.1:4001
                        Certificate   serial 12ab, until 2027-01-01T00:00:00Z
                        Policy        preset static, freshness as the site says
                        Key           https://blog.localhost/a
                        Stored        1 answer

                        Answer 1: 200, 2 KiB, received 2026-11-22T09:59:00Z
                          age          65 s = 5 s when it came + 60 s here
                          lifetime     3,600 s, by Edge-Cache-Control or CDN-Cache-Control
                          left         3,535 s, fresh
                          when stale   served while it is validated for 86,400 s, stands in for a failing backend for 86,400 s
                          ETag         "x"
                          answers      requests with accept-language: de
                          answers      requests to the port 8443
                          answers      requests without x-theme
                          purged by    site:blog.localhost file:blog.localhost/a

                        Decision: serve, answer 1 is fresh
                          Cache-Status: croft; hit; ttl=3535
                        """);
    }

    @Test
    void showsWhyARequestGoesPastTheStore() {
        edge.answers(
                200,
                """
                {"request": {"method": "GET", "url": "https://chat.localhost/api/v4/users"},
                 "route": {"kind": "site", "site": "chat.localhost", "serves": "proxy",
                           "backend": "http://127.0.0.1:8065", "location": null},
                 "certificate": null,
                 "policy": {"preset": "mattermost", "enabled": true,
                            "rule": {"path": "/api/*", "for": null}, "stale": 86400},
                 "key": "https://chat.localhost/api/v4/users", "stored": [],
                 "decision": {"action": "pass", "reason": "bypass", "detail": "path /api/*",
                              "from": null, "cacheStatus": "croft; fwd=bypass; detail=\\"path\\"",
                              "text": "croft.yml stores nothing of /api/*"}}
                """);
        assertThat(edge.croft("explain", "https://chat.localhost/api/v4/users").out())
                .isEqualTo(
                        """
                        Request       GET https://chat.localhost/api/v4/users
                        Route         chat.localhost, proxy at http://127.0.0.1:8065
                        Certificate   none for this host
                        Policy        preset mattermost, /api/* is never stored
                        Key           https://chat.localhost/api/v4/users
                        Stored        nothing

                        Decision: pass (bypass), croft.yml stores nothing of /api/*
                          Cache-Status: croft; fwd=bypass; detail="path"
                        """);
    }

    @Test
    void showsAHostThatNoSiteHas() {
        edge.answers(
                200,
                """
                {"request": {"method": "GET", "url": "https://other.test/"},
                 "route": {"kind": "none"}, "certificate": null, "policy": null, "key": null,
                 "stored": null, "decision": {"action": "refuse", "text": "421"}}
                """);
        assertThat(edge.croft("explain", "other.test").out())
                .isEqualTo(
                        """
                        Request       GET https://other.test/
                        Route         no site of croft.yml has this host
                        Certificate   none for this host

                        Decision: refuse, 421
                        """);
    }

    @Test
    void printsTheAnswerForPrograms() throws IOException {
        edge.answers(200, "{\"key\": \"https://a.test/\"}");
        Said said = edge.croft("explain", "a.test", "--json");
        assertThat(Json.read(said.out()).get("key").text("")).isEqualTo("https://a.test/");
    }

    @Test
    void refusesAFieldWithoutAName() {
        Said said = edge.croft("explain", "a.test", "-H", "nonsense");
        assertThat(said.code()).isEqualTo(Exit.USAGE.code());
        assertThat(said.err()).contains("\"nonsense\" has no name", "'Name: value'");
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    void wantsAUrl() {
        Said said = edge.croft("explain");
        assertThat(said.code()).isEqualTo(Exit.USAGE.code());
        assertThat(said.err()).contains("URL", "croft explain --help");
    }
}
