package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A visitor who is logged in and lured to a path that looks like a file's, while the backend
/// answers with his own account: whoever comes after him does not get it.
@Timeout(60)
class DeceptionTest {
    private static final String[] PATHS = {
        "/account/x.css",
        "/account%2fx.css",
        "/account;x.css",
        "/account/%2e%2e/static/x.js",
        "/account/..%2fstatic/x.js",
        "/account%00.css",
        "/account%23x.css",
        "/account%3fx.css",
        "/account?x.css",
        "/static/x.js"
    };

    private static final String MODIFIED = "Last-Modified: Sun, 22 Nov 2020 10:00:00 GMT";

    static Stream<Arguments> answersOfBackends() {
        String[] controls = {
            "X-Cache-Control: none",
            MODIFIED,
            "Cache-Control: max-age=60",
            "Cache-Control: max-age=60, stale-while-revalidate=60",
            "Expires: Sun, 22 Nov 2026 11:00:00 GMT",
            "ETag: \"1\"",
            "Cache-Control: private, max-age=60",
            "Cache-Control: public, max-age=60\r\nSet-Cookie: sid=Andrea"
        };
        return Stream.of(Visitor.Protocol.values())
                .flatMap(protocol ->
                        Stream.of(controls).map(control -> Arguments.of(protocol, control)));
    }

    @ParameterizedTest
    @MethodSource("answersOfBackends")
    void anAccountIsNobodyElses(Visitor.Protocol protocol, String control) throws IOException {
        try (CachedSite site = new CachedSite()) {
            for (String path : PATHS) {
                account(site, path, control);
                anAccountIsNobodyElses(site, protocol, path);
            }
        }
    }

    private static void anAccountIsNobodyElses(
            CachedSite site, Visitor.Protocol protocol, String path) throws IOException {
        try (Visitor andrea = site.visit(protocol);
                Visitor boris = site.visit(protocol)) {
            Reply first = andrea.get(path, "cookie", "sid=Andrea");
            if (first.status() == 400) {
                // refused by the edge
                return;
            }
            assertThat(first.body()).isEqualTo("sid=Andrea");
            assertThat(andrea.get(path, "cookie", "sid=Andrea").body()).isEqualTo("sid=Andrea");
            Reply nobody = boris.get(path);
            assertThat(nobody.body()).as(path).isEqualTo("nobody");
            assertThat(nobody.cacheStatus()).doesNotContain("hit");
            assertThat(boris.get(path, "cookie", "sid=Boris").body()).isEqualTo("sid=Boris");
            if (first.field("set-cookie").isEmpty()) {
                assertThat(boris.get(path).field("set-cookie")).isEmpty();
            }
        }
    }

    /// What is said to be public is what a backend must not say of an account.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void onlyWhatIsSaidToBePublicIs(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers("/a", "200 OK", "page", "Cache-Control: public, max-age=60");
            assertThat(site.get(protocol, "/a", "cookie", "sid=1").body()).isEqualTo("page");
            assertThat(site.get(protocol, "/a", "authorization", "Basic eA==").cacheStatus())
                    .contains("hit");
            assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
        }
    }

    @ParameterizedTest
    @MethodSource("answersOfBackends")
    void whatIsAuthorisedIsNobodyElses(Visitor.Protocol protocol, String control)
            throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        String who = request.field("authorization", "nobody");
                        connection.send(
                                ScriptedOrigin.response(
                                        who.equals("nobody") ? "401 Unauthorized" : "200 OK",
                                        who,
                                        who.length(),
                                        control));
                    });
            for (int i = 0; i < 2; i++) {
                assertThat(site.get(protocol, "/a", "authorization", "Andrea").body())
                        .isEqualTo("Andrea");
                assertThat(site.get(protocol, "/a").body()).isEqualTo("nobody");
                assertThat(site.get(protocol, "/a", "authorization", "Boris").body())
                        .isEqualTo("Boris");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aCookieIsSetForWhoGetsItFromTheBackend(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send(
                                    ScriptedOrigin.response(
                                            "200 OK",
                                            "page",
                                            4,
                                            "Cache-Control: public, max-age=0, s-maxage=60",
                                            "ETag: \"1\"",
                                            "Set-Cookie: sid=" + site.origin.count("/a"))));
            for (int i = 1; i <= 3; i++) {
                assertThat(site.get(protocol, "/a").field("set-cookie")).isEqualTo("sid=" + i);
            }
        }
    }

    private static void account(CachedSite site, String path, String control) {
        site.origin.answers(
                path,
                (request, connection) -> {
                    String who = request.field("cookie", "nobody");
                    connection.send(ScriptedOrigin.response("200 OK", who, who.length(), control));
                });
    }
}
