package croft.certs.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which part of a name somebody registered.
class RegisteredDomainsTest {
    @ParameterizedTest
    @CsvSource({
        "example.net, example.net",
        "www.example.net, example.net",
        "a.b.c.example.net, example.net",
        "www.example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "net, net",
        "blog.someone.github.io, someone.github.io",
        "github.io, github.io",
        "www.ck, www.ck",
        "a.b.ck, a.b.ck",
        "x.a.b.ck, a.b.ck",
        "b.ck, b.ck",
        "x.a.b.kobe.jp, a.b.kobe.jp",
        "x.city.kobe.jp, city.kobe.jp",
        "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "www.blog.test, blog.test",
        "blog.home.arpa, blog.home.arpa",
        "localhost, localhost"
    })
    void isOneLabelBelowAPublicSuffix(String host, String domain) {
        assertThat(RegisteredDomains.of(host)).isEqualTo(domain);
    }

    @Test
    void answersQuicklyWhateverTheName() {
        String longest = "a.".repeat(120) + "example.net";
        assertThat(
                        Assertions.assertTimeout(
                                Duration.ofSeconds(2), () -> RegisteredDomains.of(longest)))
                .isEqualTo("example.net");
    }
}
