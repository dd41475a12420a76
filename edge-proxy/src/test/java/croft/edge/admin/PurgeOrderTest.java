package croft.edge.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import croft.edge.store.Purge;
import croft.platform.declaration.HostName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the store is told for an order of the operator.
class PurgeOrderTest {
    @Test
    void meansOneUrl() {
        assertThat(url("https://Blog.test:8443/a?b=1").purge())
                .isEqualTo(new Purge.Url("blog.test", "/a?b=1", true));
        assertThat(url("https://blog.test").purge())
                .isEqualTo(new Purge.Url("blog.test", "/", true));
    }

    @Test
    void meansEverythingBelowAPath() {
        var order = new PurgeOrder(null, "https://blog.test/2026/", null, null, null, true);
        assertThat(order.purge()).isEqualTo(new Purge.Prefix("blog.test", "/2026/", false));
    }

    @Test
    void meansAHostOrThoseOfAWildcard() {
        assertThat(host("Blog.test").purge())
                .isEqualTo(new Purge.Host(new HostName("blog.test"), true));
        assertThat(host("*.apps.test").purge())
                .isEqualTo(new Purge.Host(new HostName("*.apps.test"), true));
    }

    @Test
    void meansKeys() {
        var order = new PurgeOrder(null, null, null, List.of("a", "b"), false, false);
        assertThat(order.purge())
                .isEqualTo(new Purge.Keys(Set.of("a", "b"), Optional.empty(), true));
    }

    @Test
    void meansEverything() {
        var order = new PurgeOrder(null, null, null, null, true, true);
        assertThat(order.purge()).isEqualTo(new Purge.Everything(false));
    }

    @ParameterizedTest
    @CsvSource({
        "http://blog.test/",
        "blog.test/",
        "https:///a",
        "https://me@blog.test/",
        "https://blog.test/a b",
        "https://blog.test/a#b",
        "https://blog.test?a=b",
        "https://blog.test/\u00fc",
        "https://blog.test:99999/"
    })
    void refusesWhatIsNoUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(url).purge())
                .withMessageStartingWith("url: \"" + url)
                .withMessageContaining("(expected: https://HOST/PATH");
    }

    @Test
    void refusesNothingAndTwoThings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurgeOrder(null, null, null, null, false, null).purge())
                .withMessageStartingWith("nothing to purge (expected: exactly one of");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new PurgeOrder("https://a.test/", null, "a.test", null, null, null).purge())
                .withMessageStartingWith("2 things at once");
    }

    @Test
    void refusesNoKeysAndTooMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys(List.of()).purge())
                .withMessage("keys: 0 (expected: 1 to 500)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys(Collections.nCopies(501, "a")).purge());
    }

    @Test
    void refusesWhatIsNoHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host("a b").purge())
                .withMessageStartingWith("host: \"a b\" is not a host name");
    }

    private static PurgeOrder url(String url) {
        return new PurgeOrder(url, null, null, null, null, null);
    }

    private static PurgeOrder host(String host) {
        return new PurgeOrder(null, null, host, null, null, null);
    }

    private static PurgeOrder keys(List<String> keys) {
        return new PurgeOrder(null, null, null, keys, null, null);
    }
}
