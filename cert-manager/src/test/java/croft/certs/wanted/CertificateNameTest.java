package croft.certs.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How names of certificates are read and written.
class CertificateNameTest {
    /// RFC 5952 §4, its rules and examples.
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::A, 2001:db8::a",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void writesAddressesInTheirShortestForm(String written, String text) {
        CertificateName name = CertificateName.of(written);
        assertThat(name).isInstanceOf(CertificateName.Address.class);
        assertThat(name.text()).isEqualTo(text);
        assertThat(CertificateName.of(text)).isEqualTo(name);
    }

    @Test
    void forgetsWhatAnAddressWasLookedUpBy() throws Exception {
        InetAddress named = InetAddress.getByAddress("www.blog.test", new byte[] {127, 0, 0, 1});
        assertThat(new CertificateName.Address(named))
                .hasToString("127.0.0.1")
                .isEqualTo(CertificateName.of("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "www.Blog.test, www.blog.test, www.blog.test, false",
        "*.blog.test, *.blog.test, blog.test, true"
    })
    void readsHostNames(String written, String text, String proved, boolean wildcard) {
        CertificateName name = CertificateName.of(written);
        assertThat(name.text()).isEqualTo(text);
        assertThat(name)
                .isInstanceOfSatisfying(
                        CertificateName.Dns.class,
                        dns -> {
                            assertThat(dns.proved()).isEqualTo(proved);
                            assertThat(dns.isWildcard()).isEqualTo(wildcard);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "999.0.0.1", "1.2.3", "fe80::1%eth0", ":::", "a b", "-.test", "a:b"})
    void refusesWhatIsNeither(String text) {
        assertThatThrownBy(() -> CertificateName.of(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// The digest is stored: it must stay the same from release to release.
    @Test
    void digestsHostNamesAsEver() {
        assertThat(NameSet.of(List.of("www.blog.test", "blog.test")).digest())
                .isEqualTo(NameSet.of(List.of("blog.test", "www.blog.test")).digest())
                // printf 'blog.test www.blog.test' | sha256sum
                .isEqualTo("143f1de24c8448cab7d3b6ee0f840d6bd1949673dc01aa88a78f528b76ab952a");
    }

    @Test
    void tellsHostsFromAddresses() {
        NameSet mixed = NameSet.of(List.of("blog.test", "192.0.2.1", "::1"));
        assertThat(mixed.hosts()).hasToString("[blog.test]");
        assertThat(NameSet.ofAddresses(mixed.addresses()).texts())
                .containsExactly("192.0.2.1", "::1");
        assertThat(NameSet.ofHosts(mixed.hosts())).isEqualTo(NameSet.of(List.of("blog.test")));
        assertThat(mixed).hasToString("blog.test and 2 more");
    }
}
